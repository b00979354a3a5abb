package io.esteira.lab.trial;

import static io.esteira.lab.HtmlPage.text;
import static io.esteira.lab.trial.TextReport.max;
import static io.esteira.lab.trial.TextReport.seconds;
import static io.esteira.lab.trial.TextReport.worst;

import io.esteira.lab.HtmlPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The report for people. */
final class HtmlReport {

    static final String FILE = "report.html";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final TrialReport report;
    private final HtmlPage page;

    private HtmlReport(TrialReport report) {
        this.report = report;
        this.page = new HtmlPage(
                "Esteira, trial under faults, seed " + report.settings().seed());
    }

    static void write(TrialReport report, Path directory) throws IOException {
        Files.writeString(directory.resolve(FILE), render(report));
    }

    static String render(TrialReport report) {
        return new HtmlReport(report).render();
    }

    private String render() {
        head();
        tiles();
        timeline();
        faults();
        invariants();
        rest();
        return page.end();
    }

    private void head() {
        TrialSettings settings = report.settings();
        page.add(
                """
                <h1>Trial under faults</h1>
                <p class="soft">Seed %d, %s orders at %d a second, %d brokers, %d shops%s, %d faults. %s. %s.</p>
                """,
                settings.seed(),
                count(settings.orders()),
                settings.rate(),
                settings.brokers(),
                settings.instances(),
                settings.properties().isEmpty() ? "" : text(" with " + settings.properties()),
                report.faults().size(),
                TIME.format(Instant.ofEpochMilli(report.begunMillis())),
                text(report.machine()));
        long broken =
                report.findings().stream().filter(finding -> !finding.holds()).count();
        if (report.holds()) {
            page.add("""
                    <div class="verdict good">Nothing lost<small>All %d invariants hold.</small></div>
                    """, report.findings().size());
        } else if (broken == 0) {
            page.add(
                    """
                    <div class="verdict bad">Not proven<small>%s</small></div>
                    """,
                    text(
                            report.troubles().isEmpty()
                                    ? "Nothing was checked."
                                    : report.troubles().getFirst()));
        } else {
            page.add("""
                    <div class="verdict bad">Broken<small>%d of %d invariants do not hold.</small></div>
                    """, broken, report.findings().size());
        }
    }

    private void tiles() {
        TrialReport.Totals totals = report.totals();
        page.addAsIs("<div class=\"tiles\">");
        tile(count(totals.accepted()), "orders accepted");
        tile(count(totals.confirmed()), "confirmed");
        tile(count(totals.mails()), "mails");
        tile(count(totals.failed()) + " of " + count(totals.attempts()), "calls failed and were repeated");
        tile(count(totals.unanswered()), "shoppers who never knew");
        tile(millis(totals.acceptMillisP50()) + " / " + millis(totals.acceptMillisP99()), "accepted, p50 / p99");
        tile(millis(totals.flowMillisP50()) + " / " + millis(totals.flowMillisP99()), "at its end, p50 / p99");
        tile(seconds(report.quietMillis() - report.endedMillis()) + " s", "to rest after the last shopper");
        page.addAsIs("</div>\n");
    }

    private void tile(String value, String name) {
        page.add("<div><b>%s</b><span>%s</span></div>", value, name);
    }

    private void timeline() {
        page.add("""
                <h2>Faults over throughput and latency</h2>
                <p class="soft">Full colour: the fault lasts. Pale: the shop recovers. Latency counts from when a shopper
                meant to buy, whatever held him up; a point stands where he meant to.</p>
                <figure>%s</figure>
                """, new TimelinePicture(report).svg());
    }

    private void faults() {
        page.addAsIs("""
                <h2>Faults and recovery</h2>
                <p class="soft">The worst of each kind. <em>Accept stall</em>: the longest that anybody waited for his 201,
                repetitions included. <em>No 201 for</em>: the longest time in which nobody got one. <em>Flowing again</em>:
                from the beginning of the fault until an order that was accepted after it came to its end in each partition.
                <em>Backlog gone</em>: from the end of the fault until no order waits for longer than 3 s.</p>
                <div class="scroll"><table><thead><tr><th>fault<th class="n">times<th class="n">lasted
                <th class="n">accept stall<th class="n">no 201 for<th class="n">failed calls<th class="n">flowing again
                <th class="n">backlog gone</tr></thead><tbody>
                """);
        for (List<FaultResult> same : TextReport.byKind(report.faults())) {
            FaultKind kind = same.getFirst().plan().kind();
            page.add(
                    "<tr><td><span class=\"dot\" style=\"background:var(--%s)\"></span>%s<small>%s</small>",
                    TimelinePicture.family(kind), kind.id(), text(kind.meaning));
            row(same);
        }
        page.addAsIs(
                "</tbody></table></div>\n<details><summary>Each of them</summary><div class=\"scroll\"><table><tbody>");
        for (FaultResult fault : report.faults()) {
            page.add(
                    "<tr><td>%d. %s<small>%s %s</small>",
                    fault.plan().number(),
                    fault.plan().kind().id(),
                    fault.plan().target(),
                    text(fault.note()));
            row(List.of(fault));
        }
        page.addAsIs("</tbody></table></div></details>\n");
        report.remarks().forEach(line -> page.add("<p class=\"soft\">%s</p>", text(line)));
    }

    private void row(List<FaultResult> same) {
        page.add(
                "<td class=\"n\">%d<td class=\"n\">%s<td class=\"n\">%s<td class=\"n\">%s<td class=\"n\">%s%s%s</tr>\n",
                same.size(),
                seconds(max(same, fault -> fault.healedMillis() - fault.beganMillis())) + " s",
                millis(max(same, FaultResult::acceptStallMillis)),
                millis(max(same, FaultResult::silenceMillis)),
                count(same.stream().mapToLong(FaultResult::failedRequests).sum()),
                recovery(worst(same, FaultResult::takeOverMillis)),
                recovery(worst(same, FaultResult::backlogMillis)));
    }

    private static String recovery(long millis) {
        return millis < 0 ? "<td class=\"n bad\">not seen" : "<td class=\"n\">" + seconds(millis) + " s";
    }

    private void invariants() {
        page.addAsIs("""
                <h2>Invariants</h2>
                <p class="soft">By a checker that shares no code with the shop: the shoppers' journal against topics, tables
                and mails.</p>
                <div class="scroll"><table><thead><tr><th>&nbsp;<th>promise<th class="n">checked<th class="n">broken
                <th>verdict</tr></thead><tbody>
                """);
        for (Finding finding : report.findings()) {
            page.add("<tr><td>%s<td>%s", finding.name(), text(finding.says()));
            if (!finding.breaches().isEmpty()) {
                page.addAsIs("<ul class=\"breaches\">");
                finding.breaches().forEach(breach -> page.add("<li>%s</li>", text(breach)));
                page.addAsIs("</ul>");
            }
            page.add(
                    "<td class=\"n\">%s<td class=\"n\">%s<td class=\"%s\">%s</tr>\n",
                    count(finding.checked()),
                    count(finding.broken()),
                    finding.holds() ? "good" : "bad",
                    finding.holds() ? "holds" : "broken");
        }
        page.addAsIs("</tbody></table></div>\n");
    }

    private void rest() {
        report.troubles().forEach(trouble -> page.add("<p class=\"bad\">%s</p>", text(trouble)));
        page.addAsIs("<h2>What was counted</h2><div class=\"figures\">");
        report.figures()
                .forEach((name, value) -> page.add("<div><span>%s</span><b>%s</b></div>", text(name), count(value)));
        page.addAsIs("</div>\n");
        page.add("<h2>The shop's own auditor</h2><pre>%s</pre>", text(report.auditor()));
        page.add(
                "<p class=\"soft\">Version %s. Again: <code>./esteira trial faults --seed %d --orders %d --rate %d%s</code></p>",
                text(report.version()),
                report.settings().seed(),
                report.settings().orders(),
                report.settings().rate(),
                report.settings().isShort() ? " --short" : "");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String millis(long millis) {
        return millis < 10_000 ? count(millis) + " ms" : seconds(millis) + " s";
    }
}
