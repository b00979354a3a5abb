package io.esteira.staff;

import io.esteira.contracts.OrderStatus;
import io.esteira.orders.OrderPage;
import io.esteira.orders.OrderQuery;
import io.esteira.orders.Orders;
import io.esteira.platform.ConditionalOnRole;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finding orders. */
@Controller
@ConditionalOnRole("staff")
class OrderListPage {

    private final Orders orders;

    OrderListPage(Orders orders) {
        this.orders = orders;
    }

    record Row(OrderPage.Row order, Age age) {}

    @GetMapping("/staff/orders")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String cursor,
            Model model) {
        Optional<OrderPage> page = search(q, status, cursor);
        Instant now = Instant.now();
        model.addAttribute("q", q);
        model.addAttribute("status", status);
        model.addAttribute("statuses", OrderStatus.values());
        model.addAttribute("first", cursor.isEmpty());
        model.addAttribute("refused", page.isEmpty());
        model.addAttribute("next", page.map(OrderPage::next).orElse(null));
        model.addAttribute("rows", page.map(found -> rows(found, now)).orElseGet(List::of));
        return "staff/orders";
    }

    /** Empty if that is nothing to search for. */
    private Optional<OrderPage> search(String q, String status, String cursor) {
        Optional<OrderStatus> known = Arrays.stream(OrderStatus.values())
                .filter(each -> each.name().equals(status))
                .findFirst();
        try {
            return Optional.of(orders.search(new OrderQuery(
                    OrderQuery.Owner.anybody(), known.orElse(null), q, cursor, OrderQuery.DEFAULT_LIMIT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Row> rows(OrderPage page, Instant now) {
        return page.orders().stream()
                .map(order -> new Row(order, Age.between(order.placedAt(), now)))
                .toList();
    }
}
