package io.esteira.lab.check;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object read by the names of its fields. Each method throws {@link Unreadable} where a field is not so. */
record Document(JsonNode node) {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    static Document parse(byte[] json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node == null || !node.isObject()) {
                throw new Unreadable("No JSON object");
            }
            return new Document(node);
        } catch (JacksonException e) {
            throw new Unreadable("No JSON: " + e.getOriginalMessage(), e);
        }
    }

    boolean has(String field) {
        JsonNode value = node.path(field);
        return !value.isMissingNode() && !value.isNull();
    }

    String text(String field) {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw new Unreadable(field + " is no text");
        }
        return value.stringValue();
    }

    String textOr(String field, String otherwise) {
        return has(field) ? text(field) : otherwise;
    }

    long number(String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new Unreadable(field + " is no whole number");
        }
        return value.longValue();
    }

    int small(String field) {
        long number = number(field);
        if (number != (int) number) {
            throw new Unreadable(field + " is out of range: " + number);
        }
        return (int) number;
    }

    UUID id(String field) {
        return id(field, text(field));
    }

    static UUID id(String what, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(what + " is no id: " + text, e);
        }
    }

    long millis(String field) {
        try {
            return Instant.parse(text(field)).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new Unreadable(field + " is no time", e);
        }
    }

    Amount amount(String field) {
        Document money = at(field);
        return Amount.of(money.text("currency"), money.text("amount"));
    }

    Document at(String field) {
        JsonNode value = node.path(field);
        if (!value.isObject()) {
            throw new Unreadable(field + " is no object");
        }
        return new Document(value);
    }

    List<Document> list(String field) {
        JsonNode value = node.path(field);
        if (!value.isArray()) {
            throw new Unreadable(field + " is no list");
        }
        List<Document> all = new ArrayList<>(value.size());
        for (JsonNode each : value) {
            all.add(new Document(each));
        }
        return all;
    }

    List<String> texts(String field) {
        List<String> all = new ArrayList<>();
        for (JsonNode each : node.path(field)) {
            all.add(each.asString(""));
        }
        return all;
    }
}
