package io.esteira.lab.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report for people: one page, with nothing beside it. */
final class HtmlReport {

    static final String FILE = "report.html";

    private HtmlReport() {}

    static void write(TrialReport report, Path directory) throws IOException {
        Files.writeString(
                directory.resolve(FILE),
                "<!doctype html><title>" + report.settings().seed() + "</title>");
    }
}
