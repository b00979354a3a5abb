package io.esteira.platform.deadletters;

import org.jspecify.annotations.Nullable;

/**
 * Which letters are wanted, newest first.
 *
 * @param before the id that the page before ended with
 */
public record LetterQuery(
        ParkedLetter.@Nullable State state,
        @Nullable String consumer,
        @Nullable String kind,
        @Nullable Long before,
        int limit) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int LIMIT_MAX = 200;

    /** @throws IllegalArgumentException if so many are more than a page holds, or none */
    public LetterQuery {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("The limit is from 1 to " + LIMIT_MAX);
        }
    }
}
