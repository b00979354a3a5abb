package io.esteira.intake;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.Product;
import io.esteira.platform.kafka.TopicView;
import io.esteira.platform.validation.RequestCheck;
import io.esteira.platform.web.Problem;
import io.esteira.platform.web.Problem.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Puts names and prices to what is wanted, from the catalogue as it stands. */
final class Pricing {

    /** Amounts beyond this fit neither the invoice's columns nor good sense. */
    private static final BigDecimal MAX_TOTAL = new BigDecimal("999999999999");

    private final TopicView<Product> products;

    Pricing(TopicView<Product> products) {
        this.products = products;
    }

    record Priced(List<OrderLine> lines, Money total) {}

    /** @throws Problem 422 if something wanted is not for sale, 409 if the total is not the expected one */
    Priced price(WantedOrder order) {
        List<OrderLine> lines = lines(order);
        String currency = lines.getFirst().unitPrice().currency();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).unitPrice().currency().equals(currency)) {
                throw Problem.unprocessable(
                        "/items/" + i, "MIXED_CURRENCIES", "All items of an order must be priced in one currency.");
            }
        }
        Money total = lines.stream().map(OrderLine::amount).reduce(Money.zero(currency), Money::plus);
        if (total.amount().compareTo(MAX_TOTAL) > 0) {
            throw Problem.unprocessable(
                    "/items", "TOTAL_TOO_LARGE", "The total must not be more than " + MAX_TOTAL + ".");
        }
        Money expected = order.expectedTotal();
        if (expected != null && !expected.equals(total)) {
            throw Problem.of(
                    HttpStatus.CONFLICT,
                    "The total is " + total + ", not the expected " + expected + ".",
                    List.of(new Violation("/expectedTotal", "TOTAL_DIFFERS", "The total is " + total)));
        }
        return new Priced(lines, total);
    }

    private List<OrderLine> lines(WantedOrder order) {
        List<OrderLine> lines = new ArrayList<>(order.items().size());
        List<Violation> unknown = new ArrayList<>();
        for (int i = 0; i < order.items().size(); i++) {
            WantedOrder.Item item = order.items().get(i);
            Product product = products.get(item.sku());
            if (product == null || !product.active()) {
                unknown.add(new Violation("/items/" + i + "/sku", "UNKNOWN_SKU", "is not for sale here"));
                continue;
            }
            Money own = item.unitPrice();
            lines.add(new OrderLine(
                    item.sku(),
                    product.name(order.customer().locale()),
                    item.quantity(),
                    own != null ? own : product.price()));
        }
        RequestCheck.refuse(unknown);
        return lines;
    }
}
