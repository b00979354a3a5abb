package io.esteira.storefront;

import io.esteira.contracts.Money;
import io.esteira.intake.OrderRequest;
import io.esteira.platform.validation.WrittenMoney;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the fields of the checkout page. Whatever a browser sends fits in here; whether it makes an order,
 * {@link io.esteira.intake.PlaceOrder} says.
 *
 * @param key made with the page: however often the form is sent, it is one order
 * @param items the cart as the page showed it
 * @param currency of the total that the page showed
 * @param amount of the total that the page showed
 */
record CheckoutForm(
        @Nullable String key,
        @Nullable String items,
        @Nullable String currency,
        @Nullable String amount,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String taxId,
        @Nullable String line1,
        @Nullable String line2,
        @Nullable String city,
        @Nullable String region,
        @Nullable String postalCode,
        @Nullable String country,
        @Nullable String card) {

    static CheckoutForm blank() {
        return new CheckoutForm(
                null, null, null, null, null, null, null, null, null, null, null, null, null, "BR", "tok_approved");
    }

    /** The same answers, for what the page shows now. */
    CheckoutForm of(PricedCart cart) {
        Money total = cart.total();
        return new CheckoutForm(
                hasKey() ? key : UUID.randomUUID().toString(),
                cart.cart().toText(),
                total.currency(),
                total.amount().toPlainString(),
                name,
                email,
                phone,
                taxId,
                line1,
                line2,
                city,
                region,
                postalCode,
                country,
                card);
    }

    /** Whether the key is one of ours: nobody guesses those, so it opens no order but the visitor's own. */
    boolean hasKey() {
        try {
            return key != null && UUID.fromString(key).toString().equals(key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    Cart cart() {
        return Cart.parse(items);
    }

    OrderRequest request(String language) {
        return new OrderRequest(
                new OrderRequest.Buyer(written(name), written(email), optional(phone), optional(taxId), language),
                new OrderRequest.Destination(
                        written(line1),
                        optional(line2),
                        written(city),
                        optional(region),
                        optional(postalCode),
                        written(country)),
                lines(),
                new OrderRequest.Payment("card", written(card)),
                new WrittenMoney(written(currency), written(amount)));
    }

    private List<OrderRequest.Item> lines() {
        return cart().pieces().entrySet().stream()
                .map(line -> new OrderRequest.Item(line.getKey(), line.getValue()))
                .toList();
    }

    private static String written(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static @Nullable String optional(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
