package io.esteira.storefront;

import io.esteira.contracts.OrderId;
import io.esteira.intake.Accepted;
import io.esteira.intake.PlaceOrder;
import io.esteira.orders.Orders;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.web.LanguageChoice;
import io.esteira.platform.web.Problem;
import io.esteira.platform.web.SignedLinks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

@Controller
@ConditionalOnRole("storefront")
@RequestMapping("/checkout")
class CheckoutPages {

    /** The client in whose name the shop's own pages order. */
    static final String CLIENT = "storefront";

    private static final Logger log = LoggerFactory.getLogger(CheckoutPages.class);
    private static final List<String> TEST_CARDS = List.of("tok_approved", "tok_declined", "tok_error", "tok_unknown");

    private final ShopWindow window;
    private final CartCookie cookie;
    private final PlaceOrder placeOrder;
    private final Orders orders;
    private final SignedLinks links;

    CheckoutPages(ShopWindow window, CartCookie cookie, PlaceOrder placeOrder, Orders orders, SignedLinks links) {
        this.window = window;
        this.cookie = cookie;
        this.placeOrder = placeOrder;
        this.orders = orders;
        this.links = links;
    }

    @GetMapping
    String checkout(HttpServletRequest request, Locale locale, Model model) {
        PricedCart cart = PricedCart.of(cookie.read(request), window, LanguageChoice.tag(locale));
        if (!cart.isOrderable()) {
            return "redirect:/cart" + (cart.isEmpty() ? "" : "?notice=" + Notice.SHORT.code());
        }
        return page(CheckoutForm.blank(), cart, FieldErrors.NONE, locale, model);
    }

    /**
     * Orders what the page showed, not what the cart holds by now: a second click finds the cart emptied by the first,
     * and must nevertheless be the same order.
     */
    @PostMapping
    String order(
            @ModelAttribute("form") CheckoutForm form,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        PricedCart shown = PricedCart.of(form.cart(), window, LanguageChoice.tag(locale));
        if (!form.hasKey() || form.cart().pieces().isEmpty()) {
            return "redirect:/cart";
        }
        String key = String.valueOf(form.key());
        try {
            Accepted accepted = placeOrder.place(CLIENT, key, form.request(LanguageChoice.tag(locale)));
            return toOrder(accepted.number(), form, request, response);
        } catch (Problem problem) {
            return switch (problem.status()) {
                case CONFLICT -> refused(HttpStatus.CONFLICT, "price", form, shown, response, locale, model);
                case UNPROCESSABLE_CONTENT -> {
                    // An earlier sending of this page, with other words in it, was taken: that is the visitor's order.
                    var earlier = isReuse(problem) ? orders.find(OrderId.derive(CLIENT, key)) : null;
                    if (earlier != null && earlier.isPresent()) {
                        yield toOrder(earlier.get().order().number(), form, request, response);
                    }
                    response.setStatus(problem.status().value());
                    yield again(form, shown, FieldErrors.of(problem, form), locale, model);
                }
                case SERVICE_UNAVAILABLE, TOO_MANY_REQUESTS -> {
                    log.warn("An order could not be taken: {}", problem.getMessage());
                    response.setHeader(HttpHeaders.RETRY_AFTER, "5");
                    yield refused(problem.status(), "outage", form, shown, response, locale, model);
                }
                default -> throw problem;
            };
        }
    }

    private String toOrder(String number, CheckoutForm form, HttpServletRequest request, HttpServletResponse response) {
        Cart rest = cookie.read(request);
        for (String sku : form.cart().pieces().keySet()) {
            rest = rest.with(sku, 0);
        }
        cookie.write(response, rest);
        return "redirect:" + links.relative("/orders/" + number);
    }

    private String refused(
            HttpStatus status,
            String why,
            CheckoutForm form,
            PricedCart shown,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        response.setStatus(status.value());
        return again(form, shown, FieldErrors.general(why), locale, model);
    }

    private String again(CheckoutForm form, PricedCart shown, FieldErrors errors, Locale locale, Model model) {
        if (shown.isEmpty() || shown.isMixed()) {
            return "redirect:/cart";
        }
        return page(form, shown, errors, locale, model);
    }

    private static String page(CheckoutForm form, PricedCart cart, FieldErrors errors, Locale locale, Model model) {
        model.addAttribute("form", form.of(cart));
        model.addAttribute("cart", cart);
        model.addAttribute("errors", errors);
        model.addAttribute("cards", TEST_CARDS);
        model.addAttribute("countries", Countries.in(locale));
        // A form's answer stands at an address that knows the form, too.
        model.addAttribute(
                "languageLink", "/checkout?lang=" + (locale.getLanguage().equals("pt") ? "en" : "pt-BR"));
        return "storefront/checkout";
    }

    private static boolean isReuse(Problem problem) {
        return problem.violations().stream()
                .anyMatch(violation -> violation.code().equals("IDEMPOTENCY_KEY_REUSED"));
    }
}
