package io.esteira.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esteira.contracts.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The lines of a batch, and of its answers. */
final class BatchOfOrders {

    private final StringBuilder lines = new StringBuilder();

    BatchOfOrders with(String idempotencyKey, OrderJson order) {
        return withLine("{\"idempotencyKey\": \"" + idempotencyKey + "\", \"order\": " + order + "}");
    }

    BatchOfOrders withLine(String line) {
        lines.append(line).append('\n');
        return this;
    }

    byte[] bytes() {
        return lines.toString().getBytes(UTF_8);
    }

    static List<JsonNode> answers(String body) {
        return body.lines().map(Json.mapper()::readTree).toList();
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
