package io.esteira.platform.deadletters;

import io.esteira.contracts.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A record's headers in one column, whatever bytes are in them. */
final class StoredHeaders {

    /** @param value in Base64 */
    record Stored(String name, @Nullable String value) {}

    private record All(List<Stored> headers) {}

    static byte[] write(Headers headers) {
        List<Stored> all = new ArrayList<>();
        for (Header header : headers) {
            byte @Nullable [] value = header.value();
            all.add(new Stored(
                    header.key(), value == null ? null : Base64.getEncoder().encodeToString(value)));
        }
        return Json.write(All.class, new All(all));
    }

    static Headers read(byte @Nullable [] column) {
        Headers headers = new RecordHeaders();
        if (column != null) {
            for (Stored each : Json.read(All.class, column).headers()) {
                String value = each.value();
                headers.add(
                        each.name(), value == null ? null : Base64.getDecoder().decode(value));
            }
        }
        return headers;
    }

    private StoredHeaders() {}
}
