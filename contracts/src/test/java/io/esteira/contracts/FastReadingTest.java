package io.esteira.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FastReadingTest {

    private static final JsonMapper PLAIN = Json.mapping().build();
    private static final List<String> ODD_VALUES =
            List.of("null", "7", "-1", "7.5", "1e3", "\"\"", "\"text\"", "\"7\"", "true", "[]", "{}", "[7]", "[{}]");

    @ParameterizedTest
    @MethodSource("messages")
    void takesAndRefusesWhatJacksonByItselfTakesAndRefuses(SampleMessages.Sample sample) {
        ObjectNode original = (ObjectNode) PLAIN.readTree(sample.json());
        List<JsonNode> variants = new ArrayList<>(List.of(original, reversed(original)));
        spoil(original, original, variants);
        assertThat(variants).hasSizeGreaterThan(20);
        for (JsonNode variant : variants) {
            byte[] json = PLAIN.writeValueAsBytes(variant);
            Class<?> type = sample.topic().value();
            assertThat(ours(type, json)).as("%s", variant).isEqualTo(plain(type, json));
        }
        assertThat(ours(sample.topic().value(), PLAIN.writeValueAsBytes(reversed(original))))
                .contains(sample.message());
    }

    static Stream<SampleMessages.Sample> messages() {
        return Stream.concat(SampleMessages.full().stream(), SampleMessages.sparse().stream());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T12:34:56Z",
                "2026-11-22T12:34:56.7Z",
                "2026-11-22T12:34:56.789Z",
                "2026-11-22T12:34:56.000000001Z",
                "2024-02-29T23:59:59.999999999Z",
                "0000-01-01T00:00:00Z"
            })
    void readsPlainTimesByItself(String text) {
        assertThat(FastReading.instant(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-22T12:34:56",
                "2026-11-22T12:34:56.Z",
                "2026-11-22T12:34:56.1234567891Z",
                "2026-11-22T12:34:56,789Z",
                "2026-11-22T12:34:60Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T12:60:00Z",
                "2026-02-29T12:34:56Z",
                "2026-13-01T12:34:56Z",
                "2026-11-22t12:34:56Z",
                "2026/11/22T12:34:56Z",
                "2026-11-22T12-34-56Z",
                "2026-11-2xT12:34:56Z",
                "2026-11-22T+2:34:56Z",
                "+2026-11-22T12:34:56Z",
                "2026-11-22T12:34:56+01:00",
                "2026-11-22T12:34:56.7-9Z"
            })
    void leavesAllOtherTimesToJackson(String text) {
        assertThat(FastReading.instant(text)).isNull();
    }

    @Test
    void saysWhichFieldIsWrong() {
        byte[] json = "{\"type\":\"StockReserved\",\"orderId\":\"x\",\"sequence\":2}"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Topics.ORDERS_EVENTS.decode(json)))
                .isInstanceOf(UnreadableMessage.class)
                .hasMessageContaining("orderId");
    }

    /** Each field in turn left out, and replaced by each odd value, at every depth. */
    private static void spoil(JsonNode root, JsonNode node, List<JsonNode> variants) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode kept = object.get(name);
                for (String odd : ODD_VALUES) {
                    object.set(name, PLAIN.readTree(odd));
                    variants.add(root.deepCopy());
                }
                object.remove(name);
                variants.add(root.deepCopy());
                object.set(name, kept);
                spoil(root, kept, variants);
            }
        } else if (node.isArray()) {
            node.forEach(each -> spoil(root, each, variants));
        }
    }

    private static JsonNode reversed(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode reversed = PLAIN.createObjectNode();
        for (String name : List.copyOf(object.propertyNames()).reversed()) {
            reversed.set(name, reversed(object.get(name)));
        }
        return reversed;
    }

    /** Empty for what is no message. */
    private static Optional<Object> ours(Class<?> type, byte[] json) {
        try {
            return Optional.of(Json.read(type, json));
        } catch (UnreadableMessage e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> plain(Class<?> type, byte[] json) {
        try {
            return Optional.ofNullable(PLAIN.readValue(json, type));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
