package io.esteira.lab.trial;

import io.esteira.lab.trial.TrialReport.Moment;
import io.esteira.lab.trial.TrialReport.Totals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trial that never was, for reports. */
final class CannedTrial {

    private static final long BEGUN = 1_795_377_250_000L;

    private CannedTrial() {}

    static TrialReport report(List<Finding> findings, List<String> troubles) {
        TrialSettings settings = new TrialSettings(
                2_400, 7, 15, Path.of("trial-7"), List.of(FaultKind.values()), 3, 3, true, false, false, Map.of());
        List<FaultResult> faults = new ArrayList<>();
        List<Moment> timeline = new ArrayList<>();
        long at = BEGUN + 5_000;
        for (PlannedFault plan : settings.schedule().round(0)) {
            long healed = at + plan.lastsMillis();
            boolean isSeen = plan.kind() != FaultKind.DISK_FULL;
            faults.add(new FaultResult(
                    plan,
                    at,
                    healed,
                    healed + 2_500,
                    900 + plan.lastsMillis() / 4,
                    400,
                    plan.lastsMillis() / 500,
                    90,
                    isSeen ? 1_900 : -1,
                    isSeen ? 1_200 : -1,
                    ""));
            at = healed + 4_000;
        }
        for (long second = 0; second < (at - BEGUN) / 1_000; second++) {
            boolean isBad = second % 23 > 17;
            timeline.add(new Moment(
                    BEGUN + second * 1_000,
                    1,
                    isBad ? 3 : 14 + second % 3,
                    isBad ? 1 : 14,
                    isBad ? 4 : 0,
                    isBad ? 800 : 9 + second % 5,
                    isBad ? 3_200 : 40 + 7 * (second % 9),
                    500));
        }
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("keys", 2_400L);
        figures.put("attempts answered 201", 2_512L);
        Totals totals = new Totals(2_400, 2_590, 2_400, 0, 78, 0, 2_011, 4_790, 11, 2_300, 640, 9_100);
        return new TrialReport(
                settings,
                "4 processors, 23 GiB, Linux amd64, Java 25",
                "from source",
                BEGUN,
                at,
                at + 1_000,
                at + 14_000,
                totals,
                faults,
                List.of("disk-full is left out: nothing may be mounted here, and there is no prlimit"),
                timeline,
                findings,
                figures,
                "{\"holds\":true}",
                troubles);
    }

    static List<Finding> allHold() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            findings.add(new Finding("I" + i, "promise number " + i, 2_400, 0, List.of()));
        }
        return findings;
    }
}
