package io.esteira.lab.speed;

import io.esteira.contracts.Topics;
import io.esteira.lab.Trouble;
import io.esteira.lab.trial.ProgressLine;
import io.esteira.local.ShopInstance;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.TopicPartition;

/** Orders that go all the way: accepted, reserved, paid, invoiced, mails written down, readable. */
final class WholeWay {

    /** Enough to keep everybody busy, and few enough that nobody only queues. */
    static final long UNDER_WAY = 5_000;

    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(5);
    private static final int FOLLOWED_PER_SECOND = 30;
    private static final double SUSTAINABLE = 0.7;

    private final SpeedStack stack;
    private final SpeedSettings settings;
    private final Catalogue catalogue;
    private final List<ShopInstance> shops;
    private final ProgressLine progress;
    private final List<String> troubles;
    private final String run;
    private final OrderIds accepted = new OrderIds();

    WholeWay(
            SpeedStack stack,
            SpeedSettings settings,
            Catalogue catalogue,
            List<ShopInstance> shops,
            ProgressLine progress,
            List<String> troubles,
            String run) {
        this.stack = stack;
        this.settings = settings;
        this.catalogue = catalogue;
        this.shops = List.copyOf(shops);
        this.progress = progress;
        this.troubles = troubles;
        this.run = run;
    }

    /**
     * As much as goes.
     *
     * @param moments of the time that was measured
     * @param readsFirst how long reads took with few orders, in microseconds; and with many
     */
    record Sustained(
            List<Moment> moments, long ordersFirst, Histogram readsFirst, long ordersThen, Histogram readsThen) {

        Moment first() {
            return moments.getFirst();
        }

        Moment last() {
            return moments.getLast();
        }

        double seconds() {
            return last().second() - first().second();
        }

        long done() {
            return last().done() - first().done();
        }

        double perSecond() {
            return done() / Math.max(0.001, seconds());
        }

        CpuTimes spent() {
            return last().cpu().since(first().cpu());
        }

        double cpuMicrosEach() {
            return (double) spent().served() / Math.max(1, done());
        }

        /** Of the last fifth to the first. */
        double cpuGrowth() {
            int fifth = Math.max(1, moments.size() / 5);
            return cpu(moments.get(moments.size() - 1 - fifth), last()) / cpu(first(), moments.get(fifth));
        }

        private static double cpu(Moment from, Moment to) {
            return (double) to.cpu().since(from.cpu()).served() / Math.max(1, to.done() - from.done());
        }
    }

    /** How long it takes at a rate that leaves room. */
    record Timed(double rate, Histogram micros, double cpuMicrosEach) {}

    Sustained sustained() throws IOException, SQLException, InterruptedException {
        load("warming up the whole way", settings.warmUp(), Duration.ZERO);
        settle();
        long ordersFirst = accepted.size();
        progress.show(() -> "reading orders");
        Histogram readsFirst = ReadProbe.read(url(), stack.credentials.apiKey(), accepted);
        List<Moment> moments = load("the whole way, as much as goes", settings.round(), settings.wholeWay());
        settle();
        progress.show(() -> "reading orders");
        Histogram readsThen = ReadProbe.read(url(), stack.credentials.apiKey(), accepted);
        return new Sustained(moments, ordersFirst, readsFirst, accepted.size(), readsThen);
    }

    /** Never more than {@link #UNDER_WAY} orders between their 201 and their end. */
    private List<Moment> load(String what, Duration warmUp, Duration measured)
            throws InterruptedException, SQLException {
        Gate gate = new Gate();
        long before = done();
        OrderRequests requests =
                new OrderRequests(run + "-w" + accepted.size(), stack.credentials.apiKey(), catalogue.skus(), 1);
        Load.Plan plan = new Load.Plan(ports(), requests, settings.connections(), warmUp, measured);
        try (Heap heap = new Heap(shops.stream().map(ShopInstance::url).toList(), stack.credentials.apiKey());
                WrittenOrders written =
                        new WrittenOrders(stack.cluster.bootstrapServers(), Topics.ORDERS_PENDING.name());
                Moments moments = new Moments(stack, pids(), heap, done -> gate.allow(done - before + UNDER_WAY))) {
            Map<TopicPartition, Long> begin = written.ends();
            progress.show(() -> String.format(
                    Locale.ROOT, "%s: %,d orders after %.0f s", what, moments.done() - before, moments.second()));
            double from = moments.second() + warmUp.toMillis() / 1_000.0;
            Load.Result load = Load.gated(plan, gate);
            double to = from + measured.toMillis() / 1_000.0;
            count(what, load, written.since(begin));
            return Moments.between(moments.all(), from, to);
        }
    }

    /** @param most what was sustained */
    Timed timed(double most) throws SQLException, InterruptedException {
        double rate = Math.min(settings.rate(), Math.floor(most * SUSTAINABLE));
        Duration time = settings.round().multipliedBy(2);
        OrderRequests requests = new OrderRequests(run + "-t", stack.credentials.apiKey(), catalogue.skus(), 2);
        int oneOf = (int) Math.max(1, Math.round(rate / FOLLOWED_PER_SECOND));
        progress.show(() -> String.format(Locale.ROOT, "the whole way at %,.0f orders a second", rate));
        try (WrittenOrders written = new WrittenOrders(stack.cluster.bootstrapServers(), Topics.ORDERS_PENDING.name());
                Readability readability = new Readability(
                        stack,
                        url(),
                        oneOf,
                        System.nanoTime() + settings.round().toNanos())) {
            Map<TopicPartition, Long> begin = written.ends();
            CpuTimes before = stack.cpu(pids());
            Load.Result load = Load.open(
                    new Load.Plan(ports(), requests, settings.connections(), settings.round(), time)
                            .watchedBy(readability),
                    Math.max(1, rate));
            Histogram micros = readability.await(SETTLES_WITHIN);
            CpuTimes spent = stack.cpu(pids()).since(before);
            count("the whole way at a fixed rate", load, written.since(begin));
            settle();
            return new Timed(
                    rate,
                    micros,
                    (double) spent.served() / Math.max(1, load.accepted().size()));
        }
    }

    private void count(String what, Load.Result load, OrderIds written) {
        troubles.addAll(Tally.of(load.accepted(), written).complaints(what));
        if (load.failed() > 0) {
            troubles.add(what + ": " + load.failed() + " requests were not answered with 201; the first: "
                    + load.firstFailure());
        }
        accepted.addAll(load.accepted());
    }

    /** Until every order has come all the way; then the tables are counted. */
    void settle() throws SQLException, InterruptedException {
        await(accepted.size(), SETTLES_WITHIN);
        troubles.addAll(Books.complaintsAtRest(stack, accepted.size()));
    }

    private void await(long all, Duration patience) throws SQLException, InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        progress.show(() -> "waiting for the last orders");
        while (done() < all) {
            if (System.nanoTime() > deadlineNanos) {
                throw new Trouble(String.format(
                        Locale.ROOT,
                        "%,d of %,d orders did not come all the way within %d s",
                        all - done(),
                        all,
                        patience.toSeconds()));
            }
            Thread.sleep(100);
        }
    }

    private long done() throws SQLException {
        try (Connection connection = stack.connection()) {
            return Standing.of(connection).done();
        }
    }

    /** The same with others, which share the work from now on. */
    WholeWay with(List<ShopInstance> others) {
        WholeWay several =
                new WholeWay(stack, settings, catalogue, others, progress, troubles, run + "-" + others.size());
        several.accepted.addAll(accepted);
        return several;
    }

    private String url() {
        return shops.getFirst().url();
    }

    private List<Long> pids() {
        return shops.stream().map(ShopInstance::pid).toList();
    }

    private List<Integer> ports() {
        return shops.stream().map(SpeedStack::port).toList();
    }

    OrderIds accepted() {
        return accepted;
    }
}
