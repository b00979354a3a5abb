package io.esteira.lab.speed;

import static io.esteira.lab.HtmlPage.text;

import io.esteira.lab.HtmlPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The report for people. */
final class SpeedHtml {

    static final String FILE = "report.html";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SpeedReport report;
    private final HtmlPage page;

    private SpeedHtml(SpeedReport report) {
        this.report = report;
        this.page = new HtmlPage("Esteira, " + report.title());
    }

    static void write(SpeedReport report, Path directory) throws IOException {
        Files.writeString(directory.resolve(FILE), render(report));
    }

    static String render(SpeedReport report) {
        return new SpeedHtml(report).render();
    }

    private String render() {
        page.add(
                """
                <h1>%s</h1>
                <p class="soft">%s. %s. Version %s. <code>%s</code></p>
                """,
                text(report.title()),
                TIME.format(Instant.ofEpochMilli(report.begunMillis())),
                text(report.machine()),
                text(report.version()),
                text(report.command()));
        if (report.holds()) {
            page.add("<div class=\"verdict good\">Nothing lost<small>%s</small></div>", text(report.good()));
        } else {
            page.add("<div class=\"verdict bad\">Not to be trusted<small>Something was lost, or failed.</small></div>");
            report.troubles().forEach(trouble -> page.add("<p class=\"bad\">%s</p>", text(trouble)));
        }
        table();
        runs();
        report.plots().forEach(plot -> {
            page.add("<h2>%s</h2><figure>%s</figure>", text(plot.title()), new PlotPicture(plot).svg());
        });
        report.remarks().forEach(remark -> page.add("<p class=\"soft\">%s</p>", text(remark)));
        return page.end();
    }

    private void table() {
        page.addAsIs("""
                <h2>Goals</h2>
                <div class="scroll"><table><thead><tr><th>what<th class="n">goal<th class="n">seen<th>&nbsp;</tr></thead><tbody>
                """);
        for (Row row : report.rows()) {
            page.add(
                    "<tr><td>%s<small>%s</small><td class=\"n\">%s<td class=\"n\">%s<td class=\"%s\">%s</tr>\n",
                    text(row.what().strip()),
                    text(row.note()),
                    text(row.goal()),
                    text(row.seen()),
                    colour(row.verdict()),
                    row.verdict().text);
        }
        page.addAsIs("</tbody></table></div>\n");
    }

    private static String colour(Row.Verdict verdict) {
        return switch (verdict) {
            case REACHED -> "good";
            case MISSED -> "bad";
            case TOLD, NOT_RUN -> "soft";
        };
    }

    private void runs() {
        if (report.runs().isEmpty()) {
            return;
        }
        page.add("<h2>Side by side</h2><figure>%s</figure>", new BarsPicture(report.runs()).svg());
        page.addAsIs("""
                <details><summary>Each run</summary><div class="scroll"><table><thead><tr><th>what<th class="n">round
                <th class="n">a second<th class="n">p50 ms<th class="n">p99 ms<th class="n">server µs<th class="n">brokers µs
                <th class="n">PostgreSQL µs<th class="n">client µs<th class="n">in all<th class="n">failed</tr></thead><tbody>
                """);
        for (Run run : report.runs()) {
            page.add(
                    "<tr><td>%s<td class=\"n\">%d<td class=\"n\">%,.0f<td class=\"n\">%s<td class=\"n\">%s"
                            + "<td class=\"n\">%.1f<td class=\"n\">%.1f<td class=\"n\">%.1f<td class=\"n\">%.1f"
                            + "<td class=\"n\">%,d<td class=\"n\">%,d</tr>\n",
                    text(run.what()),
                    run.round(),
                    run.perSecond(),
                    millis(run.millisP50()),
                    millis(run.millisP99()),
                    run.cpu(Part.SHOP),
                    run.cpu(Part.BROKERS),
                    run.cpu(Part.POSTGRES),
                    run.cpu(Part.CLIENT),
                    run.done(),
                    run.failed());
        }
        page.addAsIs("</tbody></table></div></details>\n");
    }

    private static String millis(double millis) {
        return Double.isNaN(millis) ? "–" : String.format(Locale.ROOT, "%.1f", millis);
    }
}
