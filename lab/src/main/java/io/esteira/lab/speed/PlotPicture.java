package io.esteira.lab.speed;

import io.esteira.lab.HtmlPage;
import java.util.List;
import java.util.Locale;

/** A plot as SVG, to stand within a page. */
final class PlotPicture {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 220;
    private static final int LEFT = 70;
    private static final int TOP = 22;
    private static final int BOTTOM = 24;
    private static final int STEPS = 4;
    private static final int LEGEND_WIDTH = 140;
    private static final List<String> COLOURS = List.of("accepted", "ended", "p99", "failed");

    private final Plot plot;
    private final double xMax;
    private final double yMax;
    private final StringBuilder svg = new StringBuilder();

    PlotPicture(Plot plot) {
        this.plot = plot;
        this.xMax = Math.max(1, plot.xMax());
        this.yMax = round(Math.max(1, plot.yMax()));
    }

    /** Up to the next number that people like to read. */
    private static double round(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 4, 5, 8}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    String svg() {
        add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", WIDTH, HEIGHT, HtmlPage.text(plot.title()));
        for (int i = 0; i <= STEPS; i++) {
            double value = yMax * i / STEPS;
            add("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH, y(value), y(value));
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,.0f</text>", LEFT - 6, y(value) + 4, value);
            double second = xMax * i / STEPS;
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%.0f s</text>",
                    x(second), HEIGHT - 6, i == STEPS ? "end" : "middle", second);
        }
        for (int i = 0; i < plot.lines().size(); i++) {
            line(plot.lines().get(i), i);
        }
        svg.append("</svg>");
        return svg.toString();
    }

    private void line(Plot.Line line, int number) {
        String colour = "var(--" + COLOURS.get(number % COLOURS.size()) + ")";
        StringBuilder points = new StringBuilder();
        for (Plot.Point point : line.points()) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.x()), y(point.y())));
        }
        add("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\" points=\"%s\"/>", colour, points);
        int at = LEFT + number * LEGEND_WIDTH;
        add("<rect x=\"%d\" y=\"4\" width=\"10\" height=\"10\" rx=\"2\" fill=\"%s\"/>", at, colour);
        add("<text x=\"%d\" y=\"13\">%s</text>", at + 15, HtmlPage.text(line.name()));
    }

    private double x(double second) {
        return LEFT + second / xMax * (WIDTH - LEFT - 4);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - value / yMax * (HEIGHT - TOP - BOTTOM);
    }

    @SuppressWarnings("AnnotateFormatMethod") // that annotation would be a dependency for nothing else
    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments));
    }
}
