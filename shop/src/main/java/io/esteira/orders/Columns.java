package io.esteira.orders;

import io.esteira.contracts.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as arrays, one for each column, so that one statement writes all of them. */
final class Columns {

    /** The one character that PostgreSQL can't hold, and what stands in its place. */
    private static final char NUL = '\u0000';

    private static final String NUL_IN_JSON = "\\u0000";
    private static final char NO_CHARACTER = '\uFFFD';
    private static final String NO_CHARACTER_IN_JSON = "\\ufffd";

    /** What an index takes has a limit; nobody searches for what is beyond. */
    private static final int LONGEST_BRIEF = 400;

    static <T> @Nullable String[] column(Collection<T> rows, Function<T, ? extends @Nullable Object> value) {
        return rows.stream().map(row -> text(value.apply(row))).toArray(String[]::new);
    }

    /** As {@link #column}, for what is indexed. */
    static <T> @Nullable String[] brief(Collection<T> rows, Function<T, ? extends @Nullable Object> value) {
        return rows.stream().map(row -> cut(text(value.apply(row)))).toArray(String[]::new);
    }

    static <T> String json(Class<T> type, T value) {
        return new String(Json.write(type, value), StandardCharsets.UTF_8).replace(NUL_IN_JSON, NO_CHARACTER_IN_JSON);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString().replace(NUL, NO_CHARACTER);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text != null && text.length() > LONGEST_BRIEF ? text.substring(0, LONGEST_BRIEF) : text;
    }

    private Columns() {}
}
