package io.esteira.lab.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./esteira trial faults}: real processes, one of each fault, some minutes. */
@Tag("trial")
class FaultTrialTest {

    private static final long SEED = Long.getLong("esteira.trial.seed", 1);
    /** At least; as long as faults are to be felt, more come at the same rate. */
    private static final long ORDERS = Long.getLong("esteira.trial.orders", 1_000);
    /** Few enough, like the shops, that two cores can follow. */
    private static final int PER_SECOND = 5;

    private static final int BROKERS = 3;
    private static final int SHOPS = 2;

    /** What shops practise for makes them quick; whether they are is no matter here. */
    static final Map<String, String> SHORT_PRACTICE = Map.of("esteira.web.warm-up", "2s");

    @Test
    void nothingIsLostWhateverBreaks(@TempDir Path directory) throws Exception {
        TrialSettings settings = new TrialSettings(
                ORDERS,
                SEED,
                PER_SECOND,
                directory,
                List.of(FaultKind.values()),
                BROKERS,
                SHOPS,
                true,
                false,
                false,
                SHORT_PRACTICE);
        TrialReport report = new Trial(settings, new PrintWriter(System.out, true, System.out.charset()), false).run();
        StringWriter text = new StringWriter();
        new TextReport(report).print(new PrintWriter(text));

        assertThat(report.holds()).as(text.toString()).isTrue();
        assertThat(report.findings()).hasSize(8).allMatch(finding -> finding.checked() > 0);
        assertThat(report.faults()).extracting(fault -> fault.plan().kind()).doesNotHaveDuplicates();
        assertThat(report.faults()).hasSizeBetween(FaultKind.values().length - 1, FaultKind.values().length);
        assertThat(report.totals().accepted()).isGreaterThanOrEqualTo(ORDERS);
        try (var left = Files.list(directory)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .as("data is gone")
                    .noneMatch(name -> name.startsWith("data-"));
        }
    }
}
