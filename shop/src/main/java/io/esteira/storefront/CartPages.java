package io.esteira.storefront;

import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.web.LanguageChoice;
import io.esteira.platform.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

@ConditionalOnRole("storefront")
@Controller
@RequestMapping("/cart")
class CartPages {

    private static final String BACK_TO_CART = "redirect:/cart";

    private final ShopWindow window;
    private final CartCookie cookie;

    CartPages(ShopWindow window, CartCookie cookie) {
        this.window = window;
        this.cookie = cookie;
    }

    @GetMapping
    String cart(
            @RequestParam(defaultValue = "") String notice,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        PricedCart cart = PricedCart.of(cookie.read(request), window, LanguageChoice.tag(locale));
        if (!cart.dropped().isEmpty()) {
            cookie.write(response, cart.cart());
            model.addAttribute("cartCount", cart.cart().count());
        }
        model.addAttribute("cart", cart);
        model.addAttribute("notice", Notice.of(notice));
        return "storefront/cart";
    }

    /** For htmx the answer is what changes on the page where the visitor stays; without it, the cart. */
    @PostMapping("/items")
    String add(
            @RequestParam String sku,
            @RequestParam(defaultValue = "1") String quantity,
            @RequestHeader(name = "HX-Request", required = false) boolean stay,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Offer offer = window.find(sku, LanguageChoice.tag(locale)).orElseThrow(Problem::notFound);
        Cart before = cookie.read(request);
        boolean fits = before.hasRoomFor(sku);
        Cart after = before.plus(sku, quantity(quantity));
        cookie.write(response, after);
        if (stay) {
            model.addAttribute("cartCount", after.count());
            model.addAttribute("added", fits ? offer : null);
            return "storefront/fragments :: added";
        }
        return BACK_TO_CART + "?notice=" + (fits ? Notice.ADDED : Notice.FULL).code();
    }

    @PostMapping("/items/{sku}")
    String change(
            @PathVariable String sku,
            @RequestParam String quantity,
            HttpServletRequest request,
            HttpServletResponse response) {
        int wanted = quantity(quantity);
        cookie.write(response, cookie.read(request).with(sku, wanted));
        return BACK_TO_CART + "?notice=" + (wanted == 0 ? Notice.REMOVED : Notice.CHANGED).code();
    }

    private static int quantity(String text) {
        try {
            int quantity = Integer.parseInt(text.strip());
            if (quantity >= 0) {
                return quantity;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Problem.of(HttpStatus.BAD_REQUEST, "The quantity is not a number.");
    }
}
