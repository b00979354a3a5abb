package io.esteira.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON form of messages: times as ISO 8601 in UTC, money as decimal strings, absent fields left out. Readers ignore
 * fields that they do not know, so that messages can grow.
 */
public final class Json {

    private static final JsonMapper MAPPER =
            mapping().addModule(FastReading.module()).build();

    /** Made once for each type: finding out how it is written costs as much as writing a small message. */
    private static final ClassValue<ObjectWriter> WRITERS = new ClassValue<>() {
        @Override
        protected ObjectWriter computeValue(Class<?> type) {
            return MAPPER.writerFor(type);
        }
    };

    private static final ClassValue<ObjectReader> READERS = new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> type) {
            return MAPPER.readerFor(type);
        }
    };

    /** What the JSON is like; how fast it is read is another matter. */
    static JsonMapper.Builder mapping() {
        return JsonMapper.builder()
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .changeDefaultPropertyInclusion(ignored ->
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL));
    }

    /** The mapper for messages, for those who keep them elsewhere than on a topic. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** @param type the declared type; for a sealed interface the JSON then names the variant in {@code type} */
    public static <T> byte[] write(Class<T> type, T value) {
        return WRITERS.get(type).writeValueAsBytes(value);
    }

    /** @throws UnreadableMessage if {@code json} is not a {@code type} */
    public static <T> T read(Class<T> type, byte[] json) {
        try {
            T value = READERS.get(type).readValue(json);
            if (value == null) {
                throw new UnreadableMessage("null is no " + type.getSimpleName(), new NullPointerException());
            }
            return value;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnreadableMessage("Not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private Json() {}
}
