package io.esteira.storefront;

import io.esteira.contracts.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cart at today's prices.
 *
 * @param totals one for each currency; an order can only have one
 * @param dropped SKUs in the cart that are not sold (any more)
 */
record PricedCart(List<Line> lines, List<Money> totals, List<String> dropped) {

    record Line(Offer offer, int quantity) {

        public String name() {
            return offer.name();
        }

        public Money amount() {
            return offer.price().times(quantity);
        }

        public boolean isShort() {
            return quantity > offer.available();
        }
    }

    static PricedCart of(Cart cart, ShopWindow window, String language) {
        List<Line> lines = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        Map<String, Money> totals = new TreeMap<>();
        cart.pieces()
                .forEach((sku, quantity) -> window.find(sku, language)
                        .ifPresentOrElse(
                                offer -> {
                                    Line line = new Line(offer, quantity);
                                    lines.add(line);
                                    totals.merge(offer.price().currency(), line.amount(), Money::plus);
                                },
                                () -> dropped.add(sku)));
        return new PricedCart(lines, List.copyOf(totals.values()), dropped);
    }

    /** What of it can be bought. */
    Cart cart() {
        Cart cart = Cart.EMPTY;
        for (Line line : lines) {
            cart = cart.with(line.offer().sku(), line.quantity());
        }
        return cart;
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    public boolean isMixed() {
        return totals.size() > 1;
    }

    /** Whether it can be ordered as it stands. */
    public boolean isOrderable() {
        return totals.size() == 1 && lines.stream().noneMatch(Line::isShort);
    }

    /** @throws IllegalStateException unless there is exactly one currency */
    public Money total() {
        if (totals.size() != 1) {
            throw new IllegalStateException("Totals in " + totals.size() + " currencies");
        }
        return totals.getFirst();
    }
}
