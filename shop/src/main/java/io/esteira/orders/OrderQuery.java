package io.esteira.orders;

import io.esteira.contracts.OrderStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which orders to list.
 *
 * @param status where they stand; null for anywhere
 * @param text words, each the beginning of a number (with or without dashes), of an e-mail address, of a word of the
 *     customer's name or of an SKU; blank for any
 * @param cursor {@link OrderPage#next()} of the page before; null for the first
 * @param limit orders on a page, 1 to {@value #MAX_LIMIT}
 */
public record OrderQuery(
        Owner owner,
        @Nullable OrderStatus status,
        String text,
        @Nullable String cursor,
        int limit) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    /** Less than this would find every other order. */
    public static final int SHORTEST_TEXT = 2;

    public static final int LONGEST_TEXT = 200;

    public OrderQuery {
        text = text.strip();
        if (!text.isEmpty() && (text.length() < SHORTEST_TEXT || text.length() > LONGEST_TEXT)) {
            throw new IllegalArgumentException("q must have " + SHORTEST_TEXT + " to " + LONGEST_TEXT + " characters");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be between 1 and " + MAX_LIMIT);
        }
    }

    /** Whose orders are meant. */
    public sealed interface Owner {

        record Anybody() implements Owner {}

        record Client(String name) implements Owner {}

        static Owner anybody() {
            return new Anybody();
        }

        static Owner client(String name) {
            return new Client(name);
        }
    }
}
