package io.esteira.contracts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What of a schema may not change once it is released: records written before must stay readable, and readers written
 * before must find what they knew. Optional properties, variants and enum constants may be added.
 */
final class SchemaCompatibility {

    private static final List<String> FIXED = List.of("type", "const", "format", "pattern");

    private final JsonNode releasedRoot;
    private final JsonNode currentRoot;
    private final List<String> breaks = new ArrayList<>();

    private SchemaCompatibility(JsonNode released, JsonNode current) {
        this.releasedRoot = released;
        this.currentRoot = current;
    }

    /** What {@code current} breaks of {@code released}; empty if nothing. */
    static List<String> breaks(JsonNode released, JsonNode current) {
        SchemaCompatibility comparison = new SchemaCompatibility(released, current);
        comparison.compare("", released, current);
        return comparison.breaks;
    }

    private void compare(String path, JsonNode releasedOrReference, JsonNode currentOrReference) {
        JsonNode released = resolve(releasedRoot, releasedOrReference);
        JsonNode current = resolve(currentRoot, currentOrReference);
        for (String keyword : FIXED) {
            if (!released.path(keyword).equals(current.path(keyword))) {
                breaks.add(path + ": " + keyword + " changed");
            }
        }
        compareConstants(path, released.path("enum"), current.path("enum"));
        compareProperties(path, released, current);
        compareRequired(path, texts(released.path("required")), texts(current.path("required")));
        compareVariants(path, released.path("oneOf"), current.path("oneOf"));
        compareBelow(path + "[]", released.path("items"), current.path("items"));
        compareBelow(path + "{}", released.path("additionalProperties"), current.path("additionalProperties"));
    }

    private void compareConstants(String path, JsonNode released, JsonNode current) {
        if (released.isMissingNode() != current.isMissingNode()) {
            breaks.add(path + ": enum came or went");
        }
        Set<String> removed = texts(released);
        removed.removeAll(texts(current));
        removed.forEach(constant -> breaks.add(path + ": constant " + constant + " removed"));
    }

    private void compareProperties(String path, JsonNode released, JsonNode current) {
        for (Map.Entry<String, JsonNode> property : released.path("properties").properties()) {
            String below = path + "/" + property.getKey();
            JsonNode now = current.path("properties").path(property.getKey());
            if (now.isMissingNode()) {
                breaks.add(below + ": removed");
            } else {
                compare(below, property.getValue(), now);
            }
        }
    }

    private void compareRequired(String path, Set<String> released, Set<String> current) {
        for (String property : current) {
            if (!released.contains(property)) {
                breaks.add(path + "/" + property + ": newly required");
            }
        }
        for (String property : released) {
            if (!current.contains(property)) {
                breaks.add(path + "/" + property + ": no longer required");
            }
        }
    }

    private void compareVariants(String path, JsonNode released, JsonNode current) {
        Map<String, JsonNode> now = variants(current);
        variants(released).forEach((name, variant) -> {
            JsonNode same = now.get(name);
            if (same == null) {
                breaks.add(path + "<" + name + ">: variant removed");
            } else {
                compare(path + "<" + name + ">", variant, same);
            }
        });
    }

    private void compareBelow(String path, JsonNode released, JsonNode current) {
        if (released.isMissingNode() != current.isMissingNode()) {
            breaks.add(path + ": came or went");
        } else if (!released.isMissingNode()) {
            compare(path, released, current);
        }
    }

    private static Map<String, JsonNode> variants(JsonNode oneOf) {
        Map<String, JsonNode> variants = new LinkedHashMap<>();
        oneOf.forEach(variant -> variants.put(variant.path("$ref").asString(""), variant));
        return variants;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(text -> texts.add(text.asString("")));
        return texts;
    }

    private static JsonNode resolve(JsonNode root, JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isMissingNode() ? node : root.at(reference.asString("").substring(1));
    }
}
