package io.esteira.lab.speed;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SpeedReportsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void thePageNeedsNothingBesideItAndSaysWhatWasReached() throws IOException {
        SpeedReports.write(report(List.of()), folder, new PrintWriter(new StringWriter()));

        assertThat(Files.readString(folder.resolve(SpeedHtml.FILE)))
                .contains("Nothing lost", "≥ 0.60", "not reached", "not run", "<svg", "a &lt;note&gt;")
                .doesNotContain("<script", "http://", "https://", "NaN");
    }

    @Test
    void theJsonHoldsEveryRun() throws IOException {
        SpeedReports.write(report(List.of("lost")), folder, new PrintWriter(new StringWriter()));

        JsonNode json = Json.mapper().readTree(Files.readAllBytes(folder.resolve(SpeedJson.FILE)));
        assertThat(json.path("holds").asBoolean()).isFalse();
        assertThat(json.path("runs").size()).isEqualTo(4);
        assertThat(json.path("rows").path(1).path("verdict").asString()).isEqualTo("MISSED");
        assertThat(json.path("runs").path(0).path("cpuMicrosEach").path("SHOP").asDouble())
                .isEqualTo(40);
    }

    @Test
    void whatWasLostStandsInTheTextInPlaceOfTheGoodNews() throws IOException {
        StringWriter said = new StringWriter();
        SpeedReports.write(report(List.of("3 of 4 orders are missing")), folder, new PrintWriter(said));

        assertThat(said.toString())
                .contains("TROUBLE: 3 of 4 orders are missing", "NOT to be trusted")
                .doesNotContain("All is well");
    }

    @Test
    void aRatioIsTakenRoundByRound() {
        Runs runs = new Runs();
        runs().forEach(runs::add);

        assertThat(runs.ratio(Names.OURS, Names.CEILING)).isEqualTo(new Spread(0.375, 0.25, 0.5));
        assertThat(runs.ratio(Names.OURS, Names.OUTBOX).isKnown()).isFalse();
    }

    private static SpeedReport report(List<String> troubles) {
        return new SpeedReport(
                "Speed",
                "a machine",
                "1",
                "./esteira trial speed",
                "All is well",
                0,
                1,
                List.of(
                        new Row("orders/s", "", "20,000", Row.Verdict.TOLD, "a <note>"),
                        new Row("  ÷ ceiling", "≥ 0.60", "0.38", Row.Verdict.of(false), ""),
                        Row.notRun("instances", "within 10 %", "not here")),
                runs(),
                List.of(new Plot(
                        "whole way",
                        List.of(new Plot.Line("orders/s", List.of(new Plot.Point(0, 0), new Plot.Point(1, 500)))))),
                List.of(),
                troubles);
    }

    private static List<Run> runs() {
        return List.of(
                run(Names.OURS, 1, 10_000),
                run(Names.CEILING, 1, 40_000),
                run(Names.OURS, 2, 20_000),
                run(Names.CEILING, 2, 40_000));
    }

    private static Run run(String what, int round, double perSecond) {
        return new Run(
                what,
                round,
                1,
                perSecond,
                Map.of(Part.SHOP, 40.0, Part.BROKERS, 20.0, Part.POSTGRES, 0.0, Part.CLIENT, 10.0),
                Double.NaN,
                2,
                0);
    }
}
