package io.esteira.lab.trial;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The report for a terminal. */
final class TextReport {

    private static final String ROW = "%-28s %5s %12s %11s %9s %12s %12s%n";

    private final TrialReport report;

    TextReport(TrialReport report) {
        this.report = report;
    }

    static String line(FaultResult result) {
        return String.format(
                Locale.ROOT,
                "%3d. %-28s %-20s %5.1f s  accept stall %,6d ms  failed calls %,5d  flowing after %7s  backlog gone %7s%s",
                result.plan().number(),
                result.plan().kind().id(),
                result.plan().target(),
                (result.healedMillis() - result.beganMillis()) / 1_000.0,
                result.acceptStallMillis(),
                result.failedRequests(),
                recovery(result.takeOverMillis()),
                recovery(result.backlogMillis()),
                result.note().isEmpty() ? "" : "  (" + result.note().strip() + ")");
    }

    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1_000.0);
    }

    /** The next fault may come before it is seen. */
    private static String recovery(long millis) {
        return millis < 0 ? "not seen" : seconds(millis) + " s";
    }

    void print(PrintWriter out) {
        TrialReport.Totals totals = report.totals();
        out.printf(
                Locale.ROOT,
                "%nSeed %d, %,d shoppers in %,d s: %,d accepted, %,d refused, %,d never knew; %,d calls, %,d failed.%n",
                report.settings().seed(),
                totals.sent(),
                (report.endedMillis() - report.begunMillis()) / 1_000,
                totals.accepted(),
                totals.refused(),
                totals.unanswered(),
                totals.attempts(),
                totals.failed());
        out.printf(
                Locale.ROOT,
                "Accepted in %,d ms (p50), %,d ms (p99); at the end in %,d ms (p50), %,d ms (p99). %,d mails. At rest %,d s after the last shopper.%n%n",
                totals.acceptMillisP50(),
                totals.acceptMillisP99(),
                totals.flowMillisP50(),
                totals.flowMillisP99(),
                totals.mails(),
                (report.quietMillis() - report.endedMillis()) / 1_000);
        faults(out);
        report.remarks().forEach(out::println);
        out.println();
        for (Finding finding : report.findings()) {
            out.printf(
                    Locale.ROOT,
                    "%s  %-6s %,12d checked  %s%n",
                    finding.name(),
                    finding.holds() ? "holds" : "BROKEN",
                    finding.checked(),
                    finding.says());
            finding.breaches().forEach(breach -> out.println("      " + breach));
        }
        out.println("The shop's own auditor: " + report.auditor());
        report.troubles().forEach(trouble -> out.println("TROUBLE: " + trouble));
        out.println(report.holds() ? "Nothing lost." : "NOT proven.");
        out.flush();
    }

    private void faults(PrintWriter out) {
        out.printf(ROW, "fault", "times", "accept stall", "no 201 for", "failed", "flowing", "backlog");
        out.printf(ROW, "", "", "ms max", "ms max", "calls", "after max", "gone max");
        for (List<FaultResult> same : byKind(report.faults())) {
            out.printf(
                    ROW,
                    same.getFirst().plan().kind().id(),
                    same.size(),
                    String.format(Locale.ROOT, "%,d", max(same, FaultResult::acceptStallMillis)),
                    String.format(Locale.ROOT, "%,d", max(same, FaultResult::silenceMillis)),
                    String.format(
                            Locale.ROOT,
                            "%,d",
                            same.stream().mapToLong(FaultResult::failedRequests).sum()),
                    recovery(worst(same, FaultResult::takeOverMillis)),
                    recovery(worst(same, FaultResult::backlogMillis)));
        }
    }

    static List<List<FaultResult>> byKind(List<FaultResult> faults) {
        TreeMap<FaultKind, List<FaultResult>> byKind = new TreeMap<>();
        faults.forEach(fault -> byKind.computeIfAbsent(fault.plan().kind(), kind -> new ArrayList<>())
                .add(fault));
        return List.copyOf(byKind.values());
    }

    static long max(List<FaultResult> faults, java.util.function.ToLongFunction<FaultResult> value) {
        return faults.stream().mapToLong(value).max().orElse(0);
    }

    /** One that never came is worse than any that came late. */
    static long worst(List<FaultResult> faults, java.util.function.ToLongFunction<FaultResult> value) {
        return faults.stream().mapToLong(value).anyMatch(millis -> millis < 0) ? -1 : max(faults, value);
    }
}
