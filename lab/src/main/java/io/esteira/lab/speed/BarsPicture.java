package io.esteira.lab.speed;

import io.esteira.lab.HtmlPage;
import java.util.List;
import java.util.Locale;

/**
 * How many a second of each kind, and what each cost: bars for the medians, a line from the least to the most. Without
 * the bare producer, beside which nothing else could be seen.
 */
final class BarsPicture {

    private static final int WIDTH = 1200;
    private static final int ROW = 30;
    private static final int BAR = 16;
    private static final int NAMES = 140;
    private static final int RATES = 520;
    private static final int GAP = 140;
    private static final int COSTS = WIDTH - NAMES - RATES - 2 * GAP;
    private static final int TOP = 26;

    private final Runs runs = new Runs();
    private final StringBuilder svg = new StringBuilder();

    BarsPicture(List<Run> all) {
        all.stream().filter(run -> !run.what().equals(Names.RAW)).forEach(runs::add);
    }

    String svg() {
        List<String> names = runs.names();
        double most = names.stream()
                .mapToDouble(name -> runs.spread(name, Run::perSecond).max())
                .max()
                .orElse(1);
        double dearest = names.stream().mapToDouble(this::cost).max().orElse(1);
        add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Side by side\">", WIDTH, TOP + names.size() * ROW);
        add("<text class=\"name\" x=\"%d\" y=\"12\">a second</text>", NAMES);
        add(
                "<text class=\"name\" x=\"%d\" y=\"12\">CPU-µs each: server, brokers, PostgreSQL</text>",
                NAMES + RATES + GAP);
        for (int i = 0; i < names.size(); i++) {
            int y = TOP + i * ROW;
            String name = names.get(i);
            add("<text class=\"name\" x=\"0\" y=\"%d\">%s</text>", y + BAR - 3, HtmlPage.text(name));
            rate(name, y, most);
            costs(name, y, dearest);
        }
        svg.append("</svg>");
        return svg.toString();
    }

    private void rate(String name, int y, double most) {
        Spread spread = runs.spread(name, Run::perSecond);
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"var(--accepted)\"/>",
                NAMES, y, spread.median() / most * RATES, BAR);
        add(
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"var(--ink)\" stroke-width=\"1.5\"/>",
                NAMES + spread.min() / most * RATES, NAMES + spread.max() / most * RATES, y + BAR / 2, y + BAR / 2);
        add(
                "<text x=\"%.1f\" y=\"%d\">%,.0f</text>",
                NAMES + spread.max() / most * RATES + 8, y + BAR - 3, spread.median());
    }

    private void costs(String name, int y, double dearest) {
        double x = NAMES + RATES + GAP;
        x = cost(name, Part.SHOP, "accepted", x, y, dearest);
        x = cost(name, Part.BROKERS, "process", x, y, dearest);
        x = cost(name, Part.POSTGRES, "network", x, y, dearest);
        add("<text x=\"%.1f\" y=\"%d\">%.0f</text>", x + 8, y + BAR - 3, cost(name));
    }

    private double cost(String name, Part part, String colour, double x, int y, double dearest) {
        double width = runs.spread(name, run -> run.cpu(part)).median() / dearest * COSTS;
        add("<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"var(--%s)\"/>", x, y, width, BAR, colour);
        return x + width;
    }

    private double cost(String name) {
        return runs.spread(name, run -> run.cpu(Part.SHOP, Part.BROKERS, Part.POSTGRES))
                .median();
    }

    @SuppressWarnings("AnnotateFormatMethod") // that annotation would be a dependency for nothing else
    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments));
    }
}
