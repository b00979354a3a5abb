package io.esteira.audit;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as arrays, one for each column, so that one statement writes all of them. */
final class Column {

    /** The one character that PostgreSQL can't hold, and what stands in its place. */
    private static final char NUL = '\u0000';

    private static final char NO_CHARACTER = '\uFFFD';

    static <T> @Nullable String[] of(Collection<T> rows, Function<T, ? extends @Nullable Object> value) {
        return rows.stream().map(row -> text(value.apply(row))).toArray(String[]::new);
    }

    static <T> String[] of(Collection<T> values) {
        return values.stream().map(value -> printable(value.toString())).toArray(String[]::new);
    }

    static String printable(String text) {
        return text.replace(NUL, NO_CHARACTER);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : printable(value.toString());
    }

    private Column() {}
}
