package io.esteira.orders;

import io.esteira.contracts.OrderStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which orders to list.
 *
 * @param statuses where they may stand; empty for anywhere
 * @param text the beginning of a number (with or without dashes), of an e-mail address, or of a word of a customer's
 *     name; blank for any
 * @param cursor {@link OrderPage#next()} of the page before; null for the first
 * @param limit orders on a page, 1 to {@value #MAX_LIMIT}
 */
public record OrderQuery(
        Owner owner,
        Set<OrderStatus> statuses,
        String text,
        @Nullable String cursor,
        int limit) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    public OrderQuery {
        statuses = Set.copyOf(statuses);
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
