package io.esteira.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schemas of the topics' values: as they are, and as they were when they were last released. */
final class Schemas {

    static ObjectNode current(String topic) {
        return read("/schemas/" + topic + ".json");
    }

    static ObjectNode released(String topic) {
        return read("/schemas-released/" + topic + ".json");
    }

    private static ObjectNode read(String path) {
        try (InputStream file = Schemas.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new AssertionError("There is no " + path);
            }
            return (ObjectNode) Json.mapper().readTree(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Schemas() {}
}
