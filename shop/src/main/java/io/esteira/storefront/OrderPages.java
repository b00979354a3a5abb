package io.esteira.storefront;

import io.esteira.contracts.Invoice;
import io.esteira.contracts.OrderLine;
import io.esteira.orders.CancelOrder;
import io.esteira.orders.LivePages;
import io.esteira.orders.OrderView;
import io.esteira.orders.Orders;
import io.esteira.paper.InvoicePrinter;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.web.Problem;
import io.esteira.platform.web.SignedLinks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The page of one order. Its key stands in its address; without the right one there is nothing here. */
@Controller
@ConditionalOnRole("storefront")
@RequestMapping("/orders/{number}")
class OrderPages {

    /** Who asks, when the customer does. */
    private static final String CUSTOMER = "customer";

    /** For browsers without JavaScript. */
    private static final int REFRESH_SECONDS = 3;

    private final Orders orders;
    private final CancelOrder cancelOrder;
    private final InvoicePrinter printer;
    private final LivePages live;
    private final CartCookie cookie;
    private final SignedLinks links;

    OrderPages(
            Orders orders,
            CancelOrder cancelOrder,
            InvoicePrinter printer,
            LivePages live,
            CartCookie cookie,
            SignedLinks links) {
        this.orders = orders;
        this.cancelOrder = cancelOrder;
        this.printer = printer;
        this.live = live;
        this.cookie = cookie;
        this.links = links;
    }

    /** What the page and its live parts are made from. */
    static Map<String, Object> model(OrderView view, String key) {
        Map<String, Object> model = new HashMap<>();
        model.put("key", key);
        model.put("view", view);
        model.put("order", view.order());
        model.put("progress", OrderProgress.of(view));
        return model;
    }

    @GetMapping
    String order(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String notice,
            Locale locale,
            Model model) {
        OrderView view = opened(number, key);
        model.addAllAttributes(model(view, key));
        model.addAttribute(
                "country", Countries.name(view.order().shippingAddress().country(), locale));
        model.addAttribute("notice", Notice.of(notice));
        if (!view.isComplete()) {
            model.addAttribute("refreshSeconds", REFRESH_SECONDS);
        }
        return "storefront/order";
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable String number, @RequestParam(defaultValue = "") String key) {
        return live.follow(opened(number, key), view -> {
            Map<String, Object> model = model(view, key);
            return List.of(part("status", model), part("progress", model));
        });
    }

    private static LivePages.Part part(String name, Map<String, Object> model) {
        return new LivePages.Part(name, new ModelAndView("storefront/order-parts :: " + name, model));
    }

    @GetMapping("/invoice.pdf")
    ResponseEntity<byte[]> invoice(@PathVariable String number, @RequestParam(defaultValue = "") String key) {
        Invoice invoice = opened(number, key).invoice();
        if (invoice == null) {
            throw Problem.notFound();
        }
        ContentDisposition name = ContentDisposition.inline()
                .filename(InvoicePrinter.fileName(invoice))
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .body(printer.print(invoice));
    }

    @PostMapping("/cancel")
    String cancel(@PathVariable String number, @RequestParam(defaultValue = "") String key) {
        OrderView view = opened(number, key);
        boolean open = !view.status().isSettled();
        if (open) {
            cancelOrder.cancel(view.order().id(), CUSTOMER, null);
        }
        Notice notice = open ? Notice.CANCELLING : Notice.TOO_LATE;
        return "redirect:" + links.relative("/orders/" + number) + "&notice=" + notice.code();
    }

    /** Puts what was ordered back into the cart, for an order that came to nothing. */
    @PostMapping("/again")
    String again(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String key,
            HttpServletRequest request,
            HttpServletResponse response) {
        Cart cart = cookie.read(request);
        for (OrderLine line : opened(number, key).order().lines()) {
            cart = cart.with(line.sku(), line.quantity());
        }
        cookie.write(response, cart);
        return "redirect:/cart?notice=" + Notice.AGAIN.code();
    }

    /** The key is looked at before anything else, so that a stranger's guess costs nothing and learns nothing. */
    private OrderView opened(String number, String key) {
        if (!links.opens("/orders/" + number, key)) {
            throw Problem.notFound();
        }
        return orders.findByNumber(number).orElseThrow(Problem::notFound);
    }
}
