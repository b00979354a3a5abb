package io.esteira.storefront;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the page after a form says about what was done. It travels in the address, so only known words are shown. */
enum Notice {
    ADDED,
    FULL,
    CHANGED,
    REMOVED,
    SHORT,
    AGAIN,
    CANCELLING,
    TOO_LATE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Notice of(String code) {
        return Stream.of(values())
                .filter(notice -> notice.code().equals(code))
                .findFirst()
                .orElse(null);
    }
}
