package io.esteira.lab.speed;

import io.esteira.lab.trial.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The report for people: one page that needs nothing beside it, no script, no font, no network. */
final class SpeedHtml {

    static final String FILE = "report.html";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SpeedReport report;
    private final StringBuilder page = new StringBuilder();

    private SpeedHtml(SpeedReport report) {
        this.report = report;
    }

    static void write(SpeedReport report, Path directory) throws IOException {
        Files.writeString(directory.resolve(FILE), render(report));
    }

    static String render(SpeedReport report) {
        return new SpeedHtml(report).render();
    }

    private String render() {
        add(
                """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>Esteira, %s</title>
                <style>%s</style></head><body>
                <h1>%s</h1>
                <p class="soft">%s. %s. Version %s. <code>%s</code></p>
                """,
                text(report.title()),
                style(),
                text(report.title()),
                TIME.format(Instant.ofEpochMilli(report.begunMillis())),
                text(report.machine()),
                text(report.version()),
                text(report.command()));
        if (report.holds()) {
            add("<div class=\"verdict good\">Nothing lost<small>%s</small></div>", text(report.good()));
        } else {
            add("<div class=\"verdict bad\">Not to be trusted<small>Something was lost, or failed.</small></div>");
            report.troubles().forEach(trouble -> add("<p class=\"bad\">%s</p>", text(trouble)));
        }
        table();
        runs();
        report.plots().forEach(plot -> {
            add("<h2>%s</h2><figure>%s</figure>", text(plot.title()), new PlotPicture(plot).svg());
        });
        report.remarks().forEach(remark -> add("<p class=\"soft\">%s</p>", text(remark)));
        page.append("</body></html>\n");
        return page.toString();
    }

    private void table() {
        page.append("""
                <h2>Goals</h2>
                <div class="scroll"><table><thead><tr><th>what<th class="n">goal<th class="n">seen<th>&nbsp;</tr></thead><tbody>
                """);
        for (Row row : report.rows()) {
            add(
                    "<tr><td>%s<small>%s</small><td class=\"n\">%s<td class=\"n\">%s<td class=\"%s\">%s</tr>\n",
                    text(row.what().strip()),
                    text(row.note()),
                    text(row.goal()),
                    text(row.seen()),
                    colour(row.verdict()),
                    row.verdict().text);
        }
        page.append("</tbody></table></div>\n");
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
        add("<h2>Side by side</h2><figure>%s</figure>", new BarsPicture(report.runs()).svg());
        page.append("""
                <details><summary>Each run</summary><div class="scroll"><table><thead><tr><th>what<th class="n">round
                <th class="n">a second<th class="n">p50 ms<th class="n">p99 ms<th class="n">server µs<th class="n">brokers µs
                <th class="n">PostgreSQL µs<th class="n">client µs<th class="n">in all<th class="n">failed</tr></thead><tbody>
                """);
        for (Run run : report.runs()) {
            add(
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
        page.append("</tbody></table></div></details>\n");
    }

    private static String millis(double millis) {
        return Double.isNaN(millis) ? "–" : String.format(Locale.ROOT, "%.1f", millis);
    }

    @SuppressWarnings("AnnotateFormatMethod") // that annotation would be a dependency for nothing else
    private void add(String format, Object... arguments) {
        page.append(String.format(Locale.ROOT, format, arguments));
    }

    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The same as of a trial under faults. */
    private static String style() {
        try (InputStream css = Machine.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("report.css is not in the jar");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
