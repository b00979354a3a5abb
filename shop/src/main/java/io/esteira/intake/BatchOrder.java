package io.esteira.intake;

import io.esteira.platform.web.Explanation;
import io.esteira.platform.web.Problem;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of a batch, as JSON.
 *
 * @param idempotencyKey 1 to 255 printable ASCII characters, the same for each repetition of one order
 * @param order what {@code POST /api/orders} takes
 */
record BatchOrder(String idempotencyKey, OrderRequest order) {

    private static final String KEY = "idempotencyKey";

    /** Reads lines as strictly as single requests are read. */
    static final class Reader {

        private final JsonMapper mapper;
        private final ObjectReader reader;

        Reader(JsonMapper mapper) {
            this.mapper = mapper;
            this.reader = mapper.readerFor(BatchOrder.class);
        }

        /** @throws Problem 400 if the line is not of the form that it should have */
        BatchOrder read(ByteBuffer line) {
            BatchOrder read;
            try {
                read = reader.readValue(line.array(), line.arrayOffset() + line.position(), line.remaining());
            } catch (JacksonException e) {
                throw Explanation.ofUnreadable(e);
            }
            if (read == null) {
                throw Problem.of(HttpStatus.BAD_REQUEST, "The line is not an object.");
            }
            if (read.idempotencyKey == null || read.order == null) {
                throw Problem.of(
                        HttpStatus.BAD_REQUEST, "The field " + (read.order == null ? "order" : KEY) + " is required.");
            }
            return read;
        }

        /** The key of a line that is wrong elsewhere, if it can be made out. */
        @Nullable
        String keyOf(ByteBuffer line) {
            try (JsonParser parser =
                    mapper.createParser(line.array(), line.arrayOffset() + line.position(), line.remaining())) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return null;
                }
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean isKey = parser.currentName().equals(KEY);
                    if (parser.nextToken() == JsonToken.VALUE_STRING && isKey) {
                        return parser.getString();
                    }
                    parser.skipChildren();
                }
                return null;
            } catch (JacksonException e) {
                return null;
            }
        }
    }
}
