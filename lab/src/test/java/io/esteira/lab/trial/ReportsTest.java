package io.esteira.lab.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReportsTest {

    private final TrialReport good = CannedTrial.report(CannedTrial.allHold(), List.of());

    @Test
    void thePageShowsEveryFaultAndNeedsNothingBesideIt() {
        String page = HtmlReport.render(good);
        for (FaultKind kind : FaultKind.values()) {
            assertThat(page).contains(">" + kind.id() + "<small>");
        }
        assertThat(page)
                .contains("Nothing lost", "I8", "Seed 7", "<svg")
                .doesNotContain("<script", "<link", "src=", "url(", "http://", "https://", "NaN", "%s", "%d");
    }

    @Test
    void aBreachIsShownWithItsOrder() {
        List<Finding> findings = new ArrayList<>(CannedTrial.allHold());
        findings.set(0, new Finding("I1", "no accepted order is lost", 2_400, 1, List.of("order <b>: is lost")));
        TrialReport broken = CannedTrial.report(findings, List.of());
        assertThat(broken.holds()).isFalse();
        assertThat(HtmlReport.render(broken))
                .contains("Broken", "order &lt;b&gt;: is lost")
                .doesNotContain("Nothing lost");
        assertThat(text(broken)).contains("BROKEN", "order <b>: is lost", "NOT proven");
    }

    @Test
    void nothingCheckedIsNothingProven() {
        assertThat(CannedTrial.report(List.of(), List.of()).holds()).isFalse();
        assertThat(CannedTrial.report(CannedTrial.allHold(), List.of("it never came to rest"))
                        .holds())
                .isFalse();
    }

    @Test
    void theTextHasARowForEachKind() {
        assertThat(text(good)).contains("Nothing lost.");
        for (FaultKind kind : FaultKind.values()) {
            assertThat(text(good)).contains(kind.id());
        }
    }

    @Test
    void programsReadTheSame(@TempDir Path directory) throws Exception {
        JsonReport.write(good, directory);
        JsonNode json = Json.mapper().readTree(Files.readAllBytes(directory.resolve(JsonReport.FILE)));
        assertThat(json.path("settings").path("seed").asInt()).isEqualTo(7);
        assertThat(json.path("faults")).hasSize(FaultKind.values().length);
        assertThat(json.path("findings").path(7).path("name").asString()).isEqualTo("I8");
        assertThat(json.path("holds").asBoolean()).isTrue();
    }

    private static String text(TrialReport report) {
        StringWriter text = new StringWriter();
        new TextReport(report).print(new PrintWriter(text));
        return text.toString();
    }
}
