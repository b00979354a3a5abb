package io.esteira.storefront;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a visitor means to buy: pieces by SKU, in the order in which they were chosen. */
record Cart(Map<String, Integer> pieces) {

    static final int MAX_QUANTITY = 99;

    /** So that the cart, with the longest SKUs, stays far below what browsers keep in a cookie. */
    static final int MAX_LINES = 40;

    static final Cart EMPTY = new Cart(Map.of());

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,63}):([0-9]{1,4})");

    Cart {
        pieces = Collections.unmodifiableMap(new LinkedHashMap<>(pieces));
    }

    /** Reads {@link #toText()}. It comes from outside: what is no line of a cart is left out. */
    static Cart parse(@Nullable String text) {
        Cart cart = EMPTY;
        if (text == null) {
            return cart;
        }
        for (String line : text.split("\\|", MAX_LINES + 1)) {
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                cart = cart.with(parts.group(1), Integer.parseInt(parts.group(2)));
            }
        }
        return cart;
    }

    String toText() {
        return pieces.entrySet().stream()
                .map(line -> line.getKey() + ':' + line.getValue())
                .collect(Collectors.joining("|"));
    }

    /** The cart with exactly {@code quantity} of the product, within bounds; none for 0. */
    Cart with(String sku, int quantity) {
        Map<String, Integer> changed = new LinkedHashMap<>(pieces);
        if (quantity < 1) {
            changed.remove(sku);
        } else if (changed.containsKey(sku) || changed.size() < MAX_LINES) {
            changed.put(sku, Math.min(quantity, MAX_QUANTITY));
        }
        return new Cart(changed);
    }

    Cart plus(String sku, int quantity) {
        return with(sku, quantity(sku) + Math.clamp(quantity, 0, MAX_QUANTITY));
    }

    int quantity(String sku) {
        return pieces.getOrDefault(sku, 0);
    }

    boolean hasRoomFor(String sku) {
        return pieces.containsKey(sku) || pieces.size() < MAX_LINES;
    }

    int count() {
        return pieces.values().stream().mapToInt(Integer::intValue).sum();
    }
}
