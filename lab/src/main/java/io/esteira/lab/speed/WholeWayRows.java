package io.esteira.lab.speed;

import io.esteira.lab.speed.Row.Verdict;
import java.util.List;
import java.util.Locale;

/** The lines of the table that tell of the whole way. */
final class WholeWayRows {

    private static final double MIB = 1024.0 * 1024;
    private static final double MILLIS_P50 = 250;
    private static final double MILLIS_P99 = 600;
    private static final int RATE = 1_000;
    private static final double PER_SECOND = 5_000;
    private static final double MINUTES = 10;
    private static final double CPU_MICROS = 400;
    private static final double DRAIN_PER_SECOND = 10_000;
    private static final long BACKLOG = 1_000_000;
    private static final double CPU_GROWTH = 1.10;
    private static final double READS_GROWTH = 1.20;
    private static final long ORDERS_MANY = 5_000_000;
    private static final double BUSIEST_DAY_PER_SECOND = 583_000;
    private static final long READY_MILLIS = 4_000;
    private static final String READY = "ready shop, one process";
    private static final String READY_FROM_CACHE = "ready shop, from a cache";
    private static final double FLAT = 1.25;

    private WholeWayRows() {}

    static Row timed(WholeWay.Timed timed) {
        double p50 = timed.micros().getValueAtPercentile(50) / 1_000.0;
        double p99 = timed.micros().getValueAtPercentile(99) / 1_000.0;
        return new Row(
                String.format(Locale.ROOT, "POST to CONFIRMED and readable, %,.0f orders/s, p50 / p99", timed.rate()),
                String.format(Locale.ROOT, "≤ %.0f / %.0f ms at %,d/s", MILLIS_P50, MILLIS_P99, RATE),
                String.format(Locale.ROOT, "%.0f / %.0f ms", p50, p99),
                Verdict.of(timed.rate() >= RATE && p50 <= MILLIS_P50 && p99 <= MILLIS_P99),
                String.format(
                        Locale.ROOT,
                        "From when an order was due until GET /api/orders/{id} says CONFIRMED, for %,d orders that were"
                                + " followed; %.0f CPU-µs for each order.%s",
                        timed.micros().getTotalCount(),
                        timed.cpuMicrosEach(),
                        timed.rate() < RATE ? " 1,000 orders/s could not be held here." : ""));
    }

    static Row sustained(WholeWay.Sustained seen) {
        boolean isFlat = isFlat(seen.moments());
        boolean isLong = seen.seconds() >= MINUTES * 60 * 0.98;
        boolean isReached = seen.perSecond() >= PER_SECOND && isFlat;
        return new Row(
                "whole way, sustained, orders/s",
                String.format(Locale.ROOT, "≥ %,.0f for %.0f min, flat memory", PER_SECOND, MINUTES),
                String.format(Locale.ROOT, "%,.0f for %.1f min", seen.perSecond(), seen.seconds() / 60),
                isReached && !isLong ? Verdict.TOLD : Verdict.of(isReached),
                String.format(
                        Locale.ROOT,
                        "Accepted, reserved, paid, invoiced, mails written down, readable; all roles in one process, the"
                                + " auditor among them. Mails are not sent: esteira.notifications.workers=0. Never more than"
                                + " %,d orders are on their way. Heap at its lowest %.0f MiB at first, %.0f MiB at last;"
                                + " resident %.0f and %.0f MiB.%s",
                        WholeWay.UNDER_WAY,
                        Moments.heapMin(seen.moments(), false) / MIB,
                        Moments.heapMin(seen.moments(), true) / MIB,
                        seen.first().residentBytes() / MIB,
                        seen.last().residentBytes() / MIB,
                        isLong ? "" : " For the ten minutes of the goal: --minutes 10."));
    }

    private static boolean isFlat(List<Moment> moments) {
        long first = Moments.heapMin(moments, false);
        return first > 0 && Moments.heapMin(moments, true) <= first * FLAT;
    }

    static Row cpu(WholeWay.Sustained seen) {
        double each = seen.cpuMicrosEach();
        CpuTimes spent = seen.spent();
        double done = Math.max(1, seen.done());
        return new Row(
                "CPU per order, whole way, everything",
                String.format(Locale.ROOT, "≤ %.0f µs", CPU_MICROS),
                String.format(Locale.ROOT, "%.0f µs", each),
                Verdict.of(each <= CPU_MICROS),
                String.format(
                        Locale.ROOT,
                        "Shop %.0f, brokers %.0f, PostgreSQL %.0f; the client took %.0f beside that. The %,.0f orders/s of the"
                                + " largest shopping day on record would need %,.0f such processors.",
                        spent.of(Part.SHOP) / done,
                        spent.of(Part.BROKERS) / done,
                        spent.of(Part.POSTGRES) / done,
                        spent.of(Part.CLIENT) / done,
                        BUSIEST_DAY_PER_SECOND,
                        BUSIEST_DAY_PER_SECOND * each / 1e6));
    }

    static Row growth(WholeWay.Sustained seen) {
        double first = seen.readsFirst().getValueAtPercentile(99) / 1_000.0;
        double then = seen.readsThen().getValueAtPercentile(99) / 1_000.0;
        boolean isKept = seen.cpuGrowth() <= CPU_GROWTH && then / first <= READS_GROWTH;
        return new Row(
                String.format(
                        Locale.ROOT, "from %,d to %,d orders in the system", seen.ordersFirst(), seen.ordersThen()),
                "CPU within 10 %, GET p99 within 20 %",
                String.format(Locale.ROOT, "CPU × %.2f, GET p99 %.1f → %.1f ms", seen.cpuGrowth(), first, then),
                seen.ordersThen() >= ORDERS_MANY ? Verdict.of(isKept) : Verdict.TOLD,
                "CPU per order in the last fifth of the time against the first; reads one after the other, at rest."
                        + (seen.ordersThen() >= ORDERS_MANY
                                ? ""
                                : " The goal asks for 10 thousand to 5 million orders: --minutes as many as that takes."));
    }

    static Row instances(WholeWay.Sustained one, WholeWay.Sustained several, int instances) {
        double growth = several.cpuMicrosEach() / one.cpuMicrosEach();
        return new Row(
                String.format(Locale.ROOT, "one to %d instances, CPU per order", instances),
                "within 10 %",
                String.format(Locale.ROOT, "× %.2f", growth),
                Verdict.of(growth <= CPU_GROWTH),
                String.format(
                        Locale.ROOT,
                        "%.0f µs with one, %.0f µs with %d, each at its most: %,.0f and %,.0f orders/s. All of them share the"
                                + " processors of this machine.",
                        one.cpuMicrosEach(),
                        several.cpuMicrosEach(),
                        instances,
                        one.perSecond(),
                        several.perSecond()));
    }

    static Row drained(Drain.Drained drained) {
        boolean isWhole = drained.waiting() - drained.left() >= BACKLOG;
        boolean isReached = drained.perSecond() >= DRAIN_PER_SECOND && isFlat(drained.moments());
        return new Row(
                String.format(Locale.ROOT, "backlog of %,d orders after a stop, orders/s", drained.waiting()),
                String.format(Locale.ROOT, "≥ %,.0f for %,d, heap flat", DRAIN_PER_SECOND, BACKLOG),
                String.format(Locale.ROOT, "%,.0f", drained.perSecond()),
                isReached && !isWhole ? Verdict.TOLD : Verdict.of(isReached),
                String.format(
                        Locale.ROOT,
                        "The whole way, all roles in one process, from when it is ready. %.0f CPU-µs for each order. Heap at"
                                + " its lowest %.0f MiB at first, %.0f MiB at last. %s",
                        drained.cpuMicrosEach(),
                        Moments.heapMin(drained.moments(), false) / MIB,
                        Moments.heapMin(drained.moments(), true) / MIB,
                        drained.left() <= 0
                                ? "Drained to the last order."
                                : String.format(
                                        Locale.ROOT,
                                        "Broken off with %,d orders left: --drain says when.",
                                        drained.left())));
    }

    static Row ready(Spread millis) {
        return ready(READY, millis, "no cache of loaded classes.");
    }

    static Row readyFromCache(Spread millis) {
        return ready(READY_FROM_CACHE, millis, "with a cache of loaded classes that a start before has left.");
    }

    static Row readyNotMeasured() {
        return Row.notRun(READY_FROM_CACHE, goalReady(), "The JVM made no cache.");
    }

    private static Row ready(String what, Spread millis, String how) {
        return new Row(
                what,
                goalReady(),
                String.format(
                        Locale.ROOT,
                        "%.1f s (%.1f to %.1f)",
                        millis.median() / 1_000,
                        millis.min() / 1_000,
                        millis.max() / 1_000),
                Verdict.of(millis.median() <= READY_MILLIS),
                "All roles, started again beside brokers and a PostgreSQL that run; until /readyz says 200, without"
                        + " practising before; " + how);
    }

    private static String goalReady() {
        return String.format(Locale.ROOT, "≤ %.0f s", READY_MILLIS / 1_000.0);
    }
}
