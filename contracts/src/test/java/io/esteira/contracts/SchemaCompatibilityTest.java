package io.esteira.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class SchemaCompatibilityTest {

    static List<String> topics() {
        return Topics.all().stream().map(Topic::name).toList();
    }

    /** Where this fails, readers would: keep what was released, and add beside it. */
    @ParameterizedTest
    @MethodSource("topics")
    void everySchemaKeepsWhatWasReleased(String topic) {
        assertThat(SchemaCompatibility.breaks(Schemas.released(topic), Schemas.current(topic)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refuses(String change, Consumer<ObjectNode> make, String complaint) {
        ObjectNode changed = Schemas.current("orders.events");
        make.accept(changed);
        assertThat(SchemaCompatibility.breaks(Schemas.current("orders.events"), changed))
                .as(change)
                .isNotEmpty()
                .allMatch(found -> found.contains(complaint));
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                change(
                        "a required property removed",
                        schema -> {
                            properties(schema, "Order").remove("client");
                            required(schema, "Order")
                                    .removeIf(name -> name.asString().equals("client"));
                        },
                        "/order/client: "),
                change(
                        "an optional property removed",
                        schema -> properties(schema, "Customer").remove("phone"),
                        "/order/customer/phone: removed"),
                change(
                        "a property newly required",
                        schema -> required(schema, "Customer").add("phone"),
                        "/order/customer/phone: newly required"),
                change(
                        "a new property that is required",
                        schema -> {
                            properties(schema, "Order").putObject("channel").put("type", "string");
                            required(schema, "Order").add("channel");
                        },
                        "/order/channel: newly required"),
                change(
                        "a property no longer required",
                        schema -> required(schema, "Order")
                                .removeIf(name -> name.asString().equals("total")),
                        "/order/total: no longer required"),
                change(
                        "another type",
                        schema -> property(schema, "OrderLine", "quantity").put("type", "number"),
                        "/order/lines[]/quantity: type changed"),
                change(
                        "a type set where there was a reference",
                        schema -> properties(schema, "Order").putObject("total").put("type", "string"),
                        "/order/total"),
                change(
                        "another format",
                        schema -> property(schema, "StockReserved", "at").put("format", "date"),
                        "<#/$defs/StockReserved>/at: format changed"),
                change(
                        "a narrower pattern",
                        schema -> property(schema, "Money", "amount").put("pattern", "^[0-9]+$"),
                        "amount: pattern changed"),
                change(
                        "another element in a list",
                        schema -> property(schema, "OrderRejected", "skus")
                                .putObject("items")
                                .put("type", "integer"),
                        "/skus[]: type changed"),
                change(
                        "an enum constant removed",
                        schema -> ((ArrayNode) schema.at("/$defs/OrderStatus/enum")).remove(3),
                        "/because: constant SHIPPED removed"),
                change(
                        "a variant removed",
                        schema -> ((ArrayNode) schema.path("oneOf")).remove(1),
                        "<#/$defs/StockReserved>: variant removed"),
                change(
                        "a variant named otherwise",
                        schema -> property(schema, "OrderExpired", "type").put("const", "OrderTimedOut"),
                        "/type: const changed"));
    }

    @Test
    void letsMessagesGrow() {
        ObjectNode grown = Schemas.current("orders.events");
        properties(grown, "Order").putObject("channel").put("type", "string");
        ((ArrayNode) grown.at("/$defs/RejectionReason/enum")).add("ADDRESS_UNREACHABLE");
        ((ArrayNode) grown.path("oneOf")).addObject().put("$ref", "#/$defs/OrderShipped");
        ((ObjectNode) grown.path("$defs")).putObject("OrderShipped").put("type", "object");
        grown.put("description", "Said better.");
        assertThat(SchemaCompatibility.breaks(Schemas.current("orders.events"), grown))
                .isEmpty();
    }

    private static Arguments change(String name, Consumer<ObjectNode> make, String complaint) {
        return Arguments.of(name, make, complaint);
    }

    private static ObjectNode properties(ObjectNode schema, String definition) {
        return (ObjectNode) schema.at("/$defs/" + definition + "/properties");
    }

    private static ObjectNode property(ObjectNode schema, String definition, String name) {
        return (ObjectNode) properties(schema, definition).path(name);
    }

    private static ArrayNode required(ObjectNode schema, String definition) {
        return (ArrayNode) schema.at("/$defs/" + definition + "/required");
    }
}
