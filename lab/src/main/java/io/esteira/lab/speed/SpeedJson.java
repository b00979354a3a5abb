package io.esteira.lab.speed;

import io.esteira.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The report for programs. */
final class SpeedJson {

    static final String FILE = "report.json";

    private SpeedJson() {}

    static void write(SpeedReport report, Path directory) throws IOException {
        JsonMapper mapper = Json.mapper();
        ObjectNode json = mapper.valueToTree(report);
        json.put("holds", report.holds());
        Files.write(
                directory.resolve(FILE), mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }
}
