package io.esteira.intake;

import io.esteira.contracts.Json;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A good order as JSON, and ways to spoil it. */
final class OrderJson {

    private final ObjectNode order;

    private OrderJson(ObjectNode order) {
        this.order = order;
    }

    static OrderJson of(String sku, int quantity) {
        return new OrderJson((ObjectNode) Json.mapper().readTree("""
                {"customer": {"name": "Ana Souza", "email": "ana@example.com", "phone": "+5511999990000",
                              "taxId": "529.982.247-25", "locale": "pt-BR"},
                 "shippingAddress": {"line1": "Rua A, 10", "line2": null, "city": "São Paulo", "region": "SP",
                                     "postalCode": "01310-100", "country": "BR"},
                 "items": [{"sku": "%s", "quantity": %d}],
                 "payment": {"method": "card", "token": "tok_approved"}}
                """.formatted(sku, quantity)));
    }

    /** Puts {@code json} at the place that {@code pointer} names. */
    OrderJson with(String pointer, String json) {
        return with(pointer, Json.mapper().readTree(json));
    }

    OrderJson withText(String pointer, String text) {
        return with(pointer, Json.mapper().getNodeFactory().stringNode(text));
    }

    private OrderJson with(String pointer, JsonNode value) {
        ObjectNode copy = order.deepCopy();
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = copy.at(at.head());
        if (parent instanceof ArrayNode array) {
            array.set(at.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) parent).set(at.last().getMatchingProperty(), value);
        }
        return new OrderJson(copy);
    }

    OrderJson without(String pointer) {
        ObjectNode copy = order.deepCopy();
        JsonPointer at = JsonPointer.compile(pointer);
        ((ObjectNode) copy.at(at.head())).remove(at.last().getMatchingProperty());
        return new OrderJson(copy);
    }

    /** {@code count} copies of the first item. */
    OrderJson withItems(int count) {
        ObjectNode copy = order.deepCopy();
        ArrayNode items = (ArrayNode) copy.at("/items");
        JsonNode first = items.get(0);
        items.removeAll();
        for (int i = 0; i < count; i++) {
            items.add(first);
        }
        return new OrderJson(copy);
    }

    @Override
    public String toString() {
        return order.toString();
    }
}
