package io.esteira.orders;

import io.esteira.contracts.OrderId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The last order of a page; the next page begins with the one before it in time. */
record Cursor(Instant placedAt, OrderId id) {

    private static final Cursor START =
            new Cursor(Instant.parse("9999-12-31T00:00:00Z"), OrderId.of("ffffffff-ffff-ffff-ffff-ffffffffffff"));
    private static final Pattern AT = Pattern.compile("@");

    /** @throws IllegalArgumentException if {@code text} is not what {@link #text()} gave */
    static Cursor of(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        try {
            String[] parts = AT.split(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII), -1);
            if (parts.length == 2) {
                return new Cursor(Instant.parse(parts[1]), OrderId.of(parts[0]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("cursor must be the next of the page before", e);
        }
        throw new IllegalArgumentException("cursor must be the next of the page before");
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((id + "@" + placedAt).getBytes(StandardCharsets.US_ASCII));
    }
}
