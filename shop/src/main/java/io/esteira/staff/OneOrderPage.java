package io.esteira.staff;

import io.esteira.contracts.Invoice;
import io.esteira.contracts.OrderId;
import io.esteira.orders.CancelOrder;
import io.esteira.orders.LivePages;
import io.esteira.orders.OrderView;
import io.esteira.orders.Orders;
import io.esteira.paper.InvoicePrinter;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.validation.PlainText;
import io.esteira.platform.web.Problem;
import jakarta.validation.constraints.NotNull;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One order with all that is known of it, and what can be done about it. */
@Controller
@ConditionalOnRole("staff")
@RequestMapping("/staff/orders/{id}")
class OneOrderPage {

    private final Orders orders;
    private final CancelOrder cancelOrder;
    private final InvoicePrinter printer;
    private final LivePages live;
    private final FormCheck check;

    OneOrderPage(Orders orders, CancelOrder cancelOrder, InvoicePrinter printer, LivePages live, FormCheck check) {
        this.orders = orders;
        this.cancelOrder = cancelOrder;
        this.printer = printer;
        this.live = live;
        this.check = check;
    }

    record Cancellation(
            @NotNull(message = "is required") @PlainText(max = 500)
            String reason) {}

    @GetMapping
    String show(@PathVariable String id, Model model) {
        model.addAttribute("view", order(id));
        return "staff/order";
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable String id) {
        return live.follow(order(id), view -> List.of(part("standing", view), part("timeline", view)));
    }

    private static LivePages.Part part(String name, OrderView view) {
        return new LivePages.Part(name, new ModelAndView("staff/order-parts :: " + name, Map.of("view", view)));
    }

    @GetMapping("/invoice.pdf")
    ResponseEntity<byte[]> invoice(@PathVariable String id) {
        Invoice invoice = order(id).invoice();
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

    /** Asks whether it is meant, and why. */
    @GetMapping("/cancel")
    String askToCancel(@PathVariable String id, Model model) {
        OrderView view = order(id);
        model.addAttribute("view", view);
        model.addAttribute("reason", "");
        model.addAttribute("errors", Map.of());
        return view.status().isSettled() ? "redirect:/staff/orders/" + id : "staff/cancel";
    }

    @PostMapping("/cancel")
    ModelAndView cancel(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            Principal staff,
            RedirectAttributes flash) {
        OrderView view = order(id);
        Map<String, String> errors = check.errors(new Cancellation(reason));
        if (!errors.isEmpty()) {
            return new ModelAndView(
                    "staff/cancel",
                    Map.of("view", view, "reason", reason, "errors", errors),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        boolean open = !view.status().isSettled();
        if (open) {
            cancelOrder.cancel(view.order().id(), "staff:" + staff.getName(), reason.strip());
        }
        flash.addFlashAttribute("notice", open ? "staff.notice.cancelling" : "staff.notice.tooLate");
        return new ModelAndView("redirect:/staff/orders/" + view.order().id());
    }

    private OrderView order(String id) {
        try {
            return orders.find(OrderId.of(id)).orElseThrow(Problem::notFound);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound();
        }
    }
}
