package io.esteira.lab.trial;

import io.esteira.lab.trial.TrialReport.Moment;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Faults, throughput and latency one below the other, on one axis of time. */
final class TimelinePicture {

    private static final int WIDTH = 1200;
    private static final int LEFT = 58;
    private static final int RIGHT = 12;
    private static final int LANE = 17;
    private static final int LANES = 3;
    private static final int FAULTS_TOP = 24;
    private static final int RATE_TOP = FAULTS_TOP + LANES * LANE + 42;
    private static final int RATE_HEIGHT = 170;
    private static final int LATENCY_TOP = RATE_TOP + RATE_HEIGHT + 42;
    private static final int LATENCY_HEIGHT = 150;
    private static final int HEIGHT = LATENCY_TOP + LATENCY_HEIGHT + 26;
    private static final double LATENCY_MILLIS_MIN = 1;
    private static final int[] STEPS_SECONDS = {5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600};
    private static final int MARKS_MAX = 14;
    private static final int NUMBERED_WIDTH_MIN = 15;

    private final TrialReport report;
    private final long fromMillis;
    private final long toMillis;
    private final StringBuilder svg = new StringBuilder();

    TimelinePicture(TrialReport report) {
        this.report = report;
        this.fromMillis = report.begunMillis();
        this.toMillis = Math.max(report.quietMillis(), report.begunMillis() + 1_000);
    }

    /** Kinds of one colour. */
    static String family(FaultKind kind) {
        return switch (kind) {
            case BROKER_KILL,
                    BROKER_PAUSE,
                    TWO_BROKERS_KILL,
                    ALL_BROKERS_KILL,
                    INSTANCE_KILL,
                    INSTANCE_PAUSE,
                    POSTGRES_KILL,
                    POSTGRES_PAUSE -> "process";
            case INSTANCE_BROKER_PARTITION,
                    INSTANCE_KAFKA_PARTITION,
                    BROKER_CONTROLLER_PARTITION,
                    INSTANCE_POSTGRES_PARTITION -> "network";
            case DISK_FULL -> "disk";
            case POISON, DUPLICATES -> "records";
            case GATEWAY_HANG, SMTP_HANG, SMTP_FORGETS -> "outside";
            case API_REPEATS, ROLLING_RESTART -> "calm";
        };
    }

    String svg() {
        add(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Faults over throughput and latency\">",
                WIDTH, HEIGHT);
        time();
        faults();
        throughput();
        latency();
        svg.append("</svg>");
        return svg.toString();
    }

    private void time() {
        long seconds = (toMillis - fromMillis) / 1_000;
        int step = STEPS_SECONDS[STEPS_SECONDS.length - 1];
        for (int candidate : STEPS_SECONDS) {
            if (seconds / candidate <= MARKS_MAX) {
                step = candidate;
                break;
            }
        }
        for (long second = 0; second <= seconds; second += step) {
            double x = x(fromMillis + second * 1_000);
            add("<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>", x, x, FAULTS_TOP, HEIGHT - 20);
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d:%02d</text>",
                    x, HEIGHT - 6, second / 60, second % 60);
        }
    }

    private void faults() {
        add("<text class=\"name\" x=\"0\" y=\"12\">Faults</text>");
        legend(
                130,
                12,
                List.of("process", "network", "disk", "records", "outside", "calm"),
                List.of("processes", "network", "disk", "bad records", "gateway, mail", "restart, repeats"));
        int lane = 0;
        for (FaultResult fault : report.faults()) {
            double x = x(fault.beganMillis());
            double healed = Math.max(x + 2, x(fault.healedMillis()));
            double recovered = Math.max(healed, x(fault.recoveredMillis()));
            int y = FAULTS_TOP + lane * LANE;
            String colour = "var(--" + family(fault.plan().kind()) + ")";
            add(
                    "<rect class=\"shade\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                    x, FAULTS_TOP, healed - x, HEIGHT - 20 - FAULTS_TOP);
            add(
                    "<g><title>%d. %s %s</title>",
                    fault.plan().number(),
                    fault.plan().kind().id(),
                    fault.plan().target());
            bar(x, y, recovered - x, colour, 0.3);
            bar(x, y, healed - x, colour, 1);
            double width = recovered - x;
            if (width >= NUMBERED_WIDTH_MIN) {
                add(
                        "<text class=\"number\" style=\"fill:var(--ink)\" x=\"%.1f\" y=\"%d\">%d</text>",
                        x + width / 2, y + LANE - 6, fault.plan().number());
            }
            svg.append("</g>");
            lane = (lane + 1) % LANES;
        }
    }

    private void bar(double x, int y, double width, String colour, double opacity) {
        add(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" style=\"fill:%s\" opacity=\"%.2f\"/>",
                x, y, Math.max(1, width), LANE - 3, colour, opacity);
    }

    private void throughput() {
        double highest = report.timeline().stream()
                .mapToDouble(moment -> Math.max(
                        Math.max(rate(moment, moment.accepted()), rate(moment, moment.settled())),
                        rate(moment, moment.failed())))
                .max()
                .orElse(1);
        double top = niceAbove(highest);
        add("<text class=\"name\" x=\"0\" y=\"%d\">Orders a second</text>", RATE_TOP - 12);
        legend(
                130,
                RATE_TOP - 12,
                List.of("accepted", "ended", "failed"),
                List.of("accepted", "came to their end", "failed calls"));
        for (int i = 0; i <= 4; i++) {
            double y = RATE_TOP + RATE_HEIGHT * (1 - i / 4.0);
            horizontal(y, String.format(Locale.ROOT, "%,.0f", top * i / 4));
        }
        ToDoubleFunction<Double> scale = value -> RATE_TOP + RATE_HEIGHT * (1 - value / top);
        area(moment -> rate(moment, moment.failed()), scale, "failed");
        line(moment -> rate(moment, moment.settled()), scale, "ended", 1.2);
        line(moment -> rate(moment, moment.accepted()), scale, "accepted", 1.8);
    }

    private void latency() {
        double highest = Math.max(
                1_000,
                report.timeline().stream()
                        .mapToLong(Moment::acceptMillisP99)
                        .max()
                        .orElse(1_000));
        double decades = Math.ceil(Math.log10(highest));
        add("<text class=\"name\" x=\"0\" y=\"%d\">Time to accept</text>", LATENCY_TOP - 12);
        legend(130, LATENCY_TOP - 12, List.of("accepted", "p99"), List.of("p50", "p99"));
        for (int decade = 0; decade <= decades; decade++) {
            String label = decade < 3
                    ? String.format(Locale.ROOT, "%.0f ms", Math.pow(10, decade))
                    : String.format(Locale.ROOT, "%.0f s", Math.pow(10, decade - 3));
            horizontal(LATENCY_TOP + LATENCY_HEIGHT * (1 - decade / decades), label);
        }
        ToDoubleFunction<Double> scale =
                value -> LATENCY_TOP + LATENCY_HEIGHT * (1 - Math.log10(Math.max(LATENCY_MILLIS_MIN, value)) / decades);
        line(Moment::acceptMillisP99, scale, "p99", 1.4);
        line(Moment::acceptMillisP50, scale, "accepted", 1.8);
    }

    private void horizontal(double y, String label) {
        add("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - RIGHT, y, y);
        add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, y + 4, label);
    }

    private void legend(int x, int y, List<String> colours, List<String> names) {
        double at = x;
        for (int i = 0; i < colours.size(); i++) {
            add(
                    "<rect x=\"%.1f\" y=\"%d\" width=\"10\" height=\"10\" rx=\"2\" style=\"fill:var(--%s)\"/>",
                    at, y - 9, colours.get(i));
            add("<text x=\"%.1f\" y=\"%d\">%s</text>", at + 15, y, names.get(i));
            at += 34 + names.get(i).length() * 6.2;
        }
    }

    /** A gap where nobody felt anything; zero is a value for rates, and none for latency. */
    private void line(
            ToDoubleFunction<Moment> value, ToDoubleFunction<Double> scale, String colour, double strokeWidth) {
        StringBuilder path = new StringBuilder();
        boolean isPenDown = false;
        boolean isRate = !colour.equals("p99") && scale.applyAsDouble(0.0) == RATE_TOP + RATE_HEIGHT;
        for (Moment moment : report.timeline()) {
            double y = value.applyAsDouble(moment);
            if (y <= 0 && !isRate) {
                isPenDown = false;
                continue;
            }
            path.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", isPenDown ? "L" : "M", middle(moment), scale.applyAsDouble(y)));
            isPenDown = true;
        }
        add(
                "<path d=\"%s\" fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\" style=\"stroke:var(--%s)\" stroke-width=\"%.1f\"/>",
                path, colour, strokeWidth);
    }

    private void area(ToDoubleFunction<Moment> value, ToDoubleFunction<Double> scale, String colour) {
        double bottom = scale.applyAsDouble(0.0);
        for (Moment moment : report.timeline()) {
            double rate = value.applyAsDouble(moment);
            if (rate > 0) {
                double x = x(moment.atMillis());
                double width = Math.max(1, x(moment.atMillis() + 1_000L * moment.seconds()) - x - 0.4);
                double y = scale.applyAsDouble(rate);
                add(
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" style=\"fill:var(--%s)\" opacity=\"0.75\"/>",
                        Math.max(LEFT, x), y, width, bottom - y, colour);
            }
        }
    }

    private double middle(Moment moment) {
        return Math.max(LEFT, x(moment.atMillis() + 500L * moment.seconds()));
    }

    private static double rate(Moment moment, long count) {
        return (double) count / moment.seconds();
    }

    private static double niceAbove(double value) {
        double step = Math.pow(10, Math.floor(Math.log10(Math.max(1, value))));
        for (double factor : new double[] {1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8}) {
            if (factor * step >= value) {
                return Math.max(4, factor * step);
            }
        }
        return 10 * step;
    }

    private double x(long millis) {
        double share = (double) (millis - fromMillis) / (toMillis - fromMillis);
        return LEFT + Math.clamp(share, 0, 1) * (WIDTH - LEFT - RIGHT);
    }

    @SuppressWarnings("AnnotateFormatMethod") // that annotation would be a dependency for nothing else
    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments));
    }
}
