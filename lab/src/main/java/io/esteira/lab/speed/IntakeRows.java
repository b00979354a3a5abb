package io.esteira.lab.speed;

import io.esteira.lab.speed.Row.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of the table that tell of taking orders. */
final class IntakeRows {

    private static final double OF_CEILING = 0.60;
    private static final double OF_TUTORIAL = 1.2;
    private static final double OF_OUTBOX = 4;
    private static final double CPU_MICROS = 70;
    private static final int BULK_PER_SECOND = 60_000;
    private static final double MILLIS_P50 = 3;
    private static final double MILLIS_P99 = 10;

    private IntakeRows() {}

    static List<Row> of(Runs runs, SpeedSettings settings) {
        List<Row> rows = new ArrayList<>();
        Spread ours = runs.spread(Names.OURS, Run::perSecond);
        rows.add(new Row(
                "durable orders/s, " + settings.connections() + " connections",
                "",
                Row.text(ours, "%,.0f"),
                Verdict.TOLD,
                "One order in each request, each answered when two replicas have it; with authentication, pricing and"
                        + " validation, by a process with the roles catalog and intake. Median (least to most) of "
                        + settings.rounds() + " rounds of " + settings.round().toSeconds() + " s."));
        if (settings.measures(Stage.BASELINES)) {
            rows.addAll(ratios(runs));
        }
        Spread cpu = runs.spread(Names.OURS, run -> run.cpu(Part.SHOP, Part.BROKERS));
        rows.add(new Row(
                "CPU per accepted order, shop + brokers",
                String.format(Locale.ROOT, "≤ %.0f µs", CPU_MICROS),
                Row.text(cpu, "%.0f") + " µs",
                Verdict.of(cpu.median() <= CPU_MICROS),
                String.format(
                        Locale.ROOT,
                        "Shop %.0f, brokers %.0f, PostgreSQL %.0f; the client took %.0f beside that.",
                        runs.spread(Names.OURS, run -> run.cpu(Part.SHOP)).median(),
                        runs.spread(Names.OURS, run -> run.cpu(Part.BROKERS)).median(),
                        runs.spread(Names.OURS, run -> run.cpu(Part.POSTGRES)).median(),
                        runs.spread(Names.OURS, run -> run.cpu(Part.CLIENT)).median())));
        rows.add(atHalf(runs));
        rows.add(inBulk(runs));
        if (settings.measures(Stage.BASELINES)) {
            rows.add(new Row(
                    "the log's own limit, records/s",
                    "",
                    Row.text(runs.spread(Names.RAW, Run::perSecond), "%,.0f"),
                    Verdict.TOLD,
                    "A bare producer sends the same bodies to three replicas, acks=all, from within the client."));
        }
        return rows;
    }

    private static List<Row> ratios(Runs runs) {
        return List.of(
                ratio(
                        runs,
                        Names.CEILING,
                        OF_CEILING,
                        "The same Tomcat, Jackson and Bean Validation, answering at once."),
                ratio(
                        runs,
                        Names.TUTORIAL,
                        OF_TUTORIAL,
                        "KafkaTemplate.send(order).get() with client defaults; no authentication, no pricing."),
                ratio(
                        runs,
                        Names.OUTBOX,
                        OF_OUTBOX,
                        "Order and outbox row in one transaction, 32 connections to PostgreSQL; nobody carries the outbox on."));
    }

    private static Row ratio(Runs runs, String other, double goal, String note) {
        Spread ratio = runs.ratio(Names.OURS, other);
        return new Row(
                "  ÷ " + other,
                String.format(Locale.ROOT, "≥ %.2f", goal),
                Row.text(ratio, "%.2f"),
                Verdict.of(ratio.median() >= goal),
                String.format(
                        Locale.ROOT,
                        "%s %s/s, CPU-µs each: server %.0f, brokers %.0f, PostgreSQL %.0f, client %.0f.",
                        note,
                        Row.text(runs.spread(other, Run::perSecond), "%,.0f"),
                        runs.spread(other, run -> run.cpu(Part.SHOP)).median(),
                        runs.spread(other, run -> run.cpu(Part.BROKERS)).median(),
                        runs.spread(other, run -> run.cpu(Part.POSTGRES)).median(),
                        runs.spread(other, run -> run.cpu(Part.CLIENT)).median()));
    }

    private static Row inBulk(Runs runs) {
        String what = "bulk intake, orders/s";
        String goal = String.format(Locale.ROOT, "≥ %,d", BULK_PER_SECOND);
        Spread seen = runs.spread(Names.BULK, Run::perSecond);
        if (!seen.isKnown()) {
            return Row.notRun(what, goal, "There is no POST /api/orders/batch in this version.");
        }
        return new Row(
                what,
                goal,
                Row.text(seen, "%,.0f"),
                Verdict.of(seen.median() >= BULK_PER_SECOND),
                String.format(
                        Locale.ROOT,
                        "POST /api/orders/batch, JSON lines in and out, each with its own key and answer, in %d streams;"
                                + " CPU-µs each: shop %.0f, brokers %.0f, client %.0f.",
                        Bulk.STREAMS,
                        runs.spread(Names.BULK, run -> run.cpu(Part.SHOP)).median(),
                        runs.spread(Names.BULK, run -> run.cpu(Part.BROKERS)).median(),
                        runs.spread(Names.BULK, run -> run.cpu(Part.CLIENT)).median()));
    }

    private static Row atHalf(Runs runs) {
        Spread p50 = runs.spread(Names.HALF, Run::millisP50);
        Spread p99 = runs.spread(Names.HALF, Run::millisP99);
        return new Row(
                "accept latency at half of that, p50 / p99",
                String.format(Locale.ROOT, "≤ %.0f / %.0f ms", MILLIS_P50, MILLIS_P99),
                String.format(Locale.ROOT, "%.1f / %.1f ms", p50.median(), p99.median()),
                Verdict.of(p50.median() <= MILLIS_P50 && p99.median() <= MILLIS_P99),
                String.format(
                        Locale.ROOT,
                        "At %,.0f orders/s, which come evenly, answered or not; latency counts from when each was due. At"
                                + " saturation: %.1f / %.1f ms.",
                        runs.spread(Names.HALF, Run::perSecond).median(),
                        runs.spread(Names.OURS, Run::millisP50).median(),
                        runs.spread(Names.OURS, Run::millisP99).median()));
    }
}
