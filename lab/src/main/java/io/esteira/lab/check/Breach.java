package io.esteira.lab.check;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as promised.
 *
 * @param order the id of the order it happened to; null where it happened to something else, which the text names
 */
public record Breach(@Nullable String order, String text) {

    @Override
    public String toString() {
        return order == null ? text : "order " + order + ": " + text;
    }
}
