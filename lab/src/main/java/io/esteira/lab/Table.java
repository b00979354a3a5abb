package io.esteira.lab;

import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table for people: names to the left, numbers to the right, no digit dropped. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(List.of(header));
    }

    Table row(String name, Sum sum) {
        rows.add(List.of(name, number("#,##0", sum.invoices()), number("#,##0", sum.lines()), money(sum)));
        return this;
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    Table rule() {
        rows.add(List.of());
        return this;
    }

    void print(PrintWriter out) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            out.println(row.isEmpty() ? rule(widths) : line(row, widths).stripTrailing());
        }
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(
                    String.format(Locale.ROOT, i == 0 ? "%-" + widths[i] + "s" : "  %" + widths[i] + "s", row.get(i)));
        }
        return line.toString();
    }

    private static String rule(int[] widths) {
        int width = 0;
        for (int i = 0; i < widths.length; i++) {
            width += widths[i] + (i == 0 ? 0 : 2);
        }
        return "-".repeat(width);
    }

    static String money(Sum sum) {
        return number("#,##0.00################", sum.money());
    }

    static String number(String pattern, Number number) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
    }
}
