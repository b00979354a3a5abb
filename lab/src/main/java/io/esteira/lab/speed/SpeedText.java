package io.esteira.lab.speed;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The report for a terminal. */
final class SpeedText {

    private static final List<String> HEADER = List.of("what", "goal", "seen", "");

    private SpeedText() {}

    static void print(SpeedReport report, PrintWriter out) {
        out.println();
        out.println(report.machine());
        out.println();
        int[] widths = new int[HEADER.size()];
        fit(widths, HEADER);
        report.rows().forEach(row -> fit(widths, cells(row)));
        line(out, widths, HEADER);
        int number = 0;
        for (Row row : report.rows()) {
            boolean hasNote = !row.note().isEmpty();
            line(out, widths, cells(row), hasNote ? "  [" + ++number + "]" : "");
        }
        out.println();
        number = 0;
        for (Row row : report.rows()) {
            if (!row.note().isEmpty()) {
                out.printf(Locale.ROOT, "[%d] %s%n", ++number, row.note());
            }
        }
        report.remarks().forEach(remark -> out.println("    " + remark));
        out.println();
        report.troubles().forEach(trouble -> out.println("TROUBLE: " + trouble));
        out.println(report.holds() ? report.good() : "NOT to be trusted: see above.");
        out.flush();
    }

    private static List<String> cells(Row row) {
        return List.of(row.what(), row.goal(), row.seen(), row.verdict().text);
    }

    private static void fit(int[] widths, List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells.get(i).length());
        }
    }

    private static void line(PrintWriter out, int[] widths, List<String> cells, String... more) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(String.format(Locale.ROOT, "%-" + widths[i] + "s  ", cells.get(i)));
        }
        out.println((line + String.join("", more)).stripTrailing());
    }
}
