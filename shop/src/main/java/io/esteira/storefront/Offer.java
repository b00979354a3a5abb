package io.esteira.storefront;

import io.esteira.contracts.Money;
import io.esteira.contracts.Product;
import io.esteira.contracts.StockLevel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A product as a visitor sees it. What templates ask is public: they see nothing else.
 *
 * @param available pieces that can be promised now
 */
record Offer(
        String sku,
        String name,
        String description,
        Money price,
        String image,
        @Nullable String category,
        int available) {

    private static final int SCARCE = 5;
    private static final String NO_IMAGE = "/storefront/no-picture.svg";

    static Offer of(Product product, @Nullable StockLevel stock, String language) {
        return new Offer(
                product.sku(),
                product.name(language),
                product.description(language),
                product.price(),
                Objects.requireNonNullElse(product.image(), NO_IMAGE),
                product.category(),
                stock == null ? 0 : Math.max(0, stock.available()));
    }

    public boolean isSoldOut() {
        return available == 0;
    }

    public boolean isScarce() {
        return available > 0 && available <= SCARCE;
    }

    /** The most pieces that can go into a cart at once. */
    public int orderable() {
        return Math.min(available, Cart.MAX_QUANTITY);
    }
}
