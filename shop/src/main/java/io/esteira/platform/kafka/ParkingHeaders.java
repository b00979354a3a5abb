package io.esteira.platform.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The headers that parking adds to a record and takes off it again; all others are the record's own. */
final class ParkingHeaders {

    private static final String DEAD_LETTER = "esteira_dlt_";
    private static final String REDRIVE = "esteira_redrive_";

    private final Headers headers;

    /** Of {@code original}, only what is its own. */
    ParkingHeaders(Headers original) {
        headers = own(original);
    }

    static Headers own(Headers original) {
        Headers own = new RecordHeaders();
        for (Header header : original) {
            if (!header.key().startsWith(DEAD_LETTER) && !header.key().startsWith(REDRIVE)) {
                own.add(header);
            }
        }
        return own;
    }

    ParkingHeaders with(String name, @Nullable Object value) {
        if (value != null) {
            headers.add(name, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    Headers headers() {
        return headers;
    }

    static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    static long number(Headers headers, String name) {
        String text = text(headers, name);
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
