package io.esteira.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.esteira.contracts.SampleMessages.Sample;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SchemasTest {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static Stream<Sample> samples() {
        return Stream.concat(SampleMessages.full().stream(), SampleMessages.sparse().stream());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void describesEachMessage(Sample sample) {
        assertThat(complaints(Schemas.current(sample.topic().name()), sample.json()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void knowsEachFieldThatIsWritten(Sample sample) {
        ObjectNode closed = Schemas.current(sample.topic().name());
        close(closed);
        assertThat(complaints(closed, sample.json())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void missesEachFieldThatIsAlwaysWritten(Sample sample) {
        JsonNode message = Json.mapper().readTree(sample.json());
        ObjectNode schema = Schemas.current(sample.topic().name());
        JsonNode kind = schema.path("oneOf").isMissingNode()
                ? schema
                : schema.at("/$defs/" + sample.message().getClass().getSimpleName());
        assertThat(kind.path("required")).isNotEmpty();
        for (JsonNode required : kind.path("required")) {
            ObjectNode without = message.deepCopy().asObject();
            without.remove(required.asString());
            assertThat(complaints(schema, without.toString()))
                    .as("without %s", required)
                    .isNotEmpty();
        }
    }

    @Test
    void refusesMoneyAsANumber() {
        String json = """
                {"type": "PaymentDeclined", "orderId": "5c1f8a0e-7d0b-8c44-9a52-0d7c1f3a1b11",
                 "amount": {"currency": "BRL", "amount": 59.80}, "code": "no", "at": "2026-07-01T12:00:00Z"}
                """;
        assertThat(complaints(Schemas.current("payments.events"), json)).isNotEmpty();
    }

    @Test
    void sampleMessagesLeaveNoKindOut() {
        Map<Topic<?>, List<Class<?>>> kinds = SampleMessages.kinds();
        kinds.forEach((topic, classes) -> assertThat(SampleMessages.full())
                .filteredOn(sample -> sample.topic().equals(topic))
                .extracting(sample -> (Object) sample.message().getClass())
                .containsExactlyInAnyOrderElementsOf(classes));
    }

    private static List<Error> complaints(ObjectNode schema, String json) {
        Schema compiled = REGISTRY.getSchema(schema);
        return compiled.validate(Json.mapper().readTree(json));
    }

    /** Lets no object have a property that is not described. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.has("properties")) {
            schema.put("additionalProperties", false);
        }
        node.forEach(SchemasTest::close);
    }
}
