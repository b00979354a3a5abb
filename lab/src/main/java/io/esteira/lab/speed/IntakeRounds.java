package io.esteira.lab.speed;

import io.esteira.contracts.Topics;
import io.esteira.lab.trial.ProgressLine;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How many orders can be taken: the shop's intake and the baselines, in turns, on the same brokers and database. */
final class IntakeRounds {

    private static final Duration FILL_UP_WITHIN = Duration.ofMinutes(30);

    private final SpeedStack stack;
    private final SpeedSettings settings;
    private final Catalogue catalogue;
    private final ProgressLine progress;
    private final Runs runs;
    private final List<String> troubles;
    private final String run;
    private final Map<String, Integer> turns = new HashMap<>();
    private long accepted;

    /** @param run tells its orders from those of others */
    IntakeRounds(
            SpeedStack stack,
            SpeedSettings settings,
            Catalogue catalogue,
            ProgressLine progress,
            Runs runs,
            List<String> troubles,
            String run) {
        this.stack = stack;
        this.settings = settings;
        this.catalogue = catalogue;
        this.progress = progress;
        this.runs = runs;
        this.troubles = troubles;
        this.run = run;
    }

    /** @param shop takes orders and does nothing else with them */
    void run(Subject shop) throws IOException, SQLException, InterruptedException {
        List<Subject> subjects = new ArrayList<>(List.of(shop));
        if (settings.measures(Stage.BASELINES)) {
            subjects.addAll(baselines());
        }
        for (Subject subject : subjects) {
            progress.show(() -> "warming up: " + subject.name());
            warmUp(subject);
        }
        Bulk bulk = bulk(shop);
        for (int round = 1; round <= settings.rounds(); round++) {
            double most = 0;
            for (Subject subject : subjects) {
                Run measured = saturate(subject, round);
                most = subject.equals(shop) ? measured.perSecond() : most;
                if (subject.equals(shop)) {
                    atHalf(shop, round, most / 2);
                }
            }
            if (bulk != null) {
                inBulk(bulk, shop, round);
            }
            if (settings.measures(Stage.BASELINES)) {
                int number = round;
                progress.show(() -> "round " + number + ": " + Names.RAW);
                RawLog raw = new RawLog(
                        stack.cluster.bootstrapServers(), requests(shop).bodies());
                add(raw.run(round, settings.round().dividedBy(2), stack));
            }
        }
        stack.baselines.stop();
    }

    private List<Subject> baselines() throws IOException, SQLException, InterruptedException {
        stack.baselines.prepare();
        List<Subject> baselines = new ArrayList<>();
        for (String baseline : List.of(Names.CEILING, Names.TUTORIAL, Names.OUTBOX)) {
            progress.show(() -> "starting " + baseline);
            baselines.add(stack.baselines.start(baseline));
        }
        return baselines;
    }

    /** Warm, or null where the shop takes no batches. */
    private @Nullable Bulk bulk(Subject shop) throws IOException, InterruptedException {
        Bulk bulk =
                new Bulk(shop.port(), stack.credentials.apiKey(), requests(shop).bodies());
        OrderIds probed = new OrderIds();
        boolean isThere = bulk.isThere(run + "-p", probed);
        accepted += probed.size();
        if (!isThere) {
            return null;
        }
        progress.show(() -> "warming up: " + Names.BULK);
        accepted += bulk.run(run + "-bw", settings.round().multipliedBy(2))
                .accepted()
                .size();
        return bulk;
    }

    private void inBulk(Bulk bulk, Subject shop, int round) throws InterruptedException {
        progress.show(() ->
                "round " + round + " of " + settings.rounds() + ": " + Names.BULK + ", " + Bulk.STREAMS + " streams");
        try (WrittenOrders written =
                new WrittenOrders(stack.cluster.bootstrapServers(), Topics.ORDERS_PENDING.name())) {
            Map<TopicPartition, Long> begin = written.ends();
            CpuTimes before = stack.cpu(List.of(shop.pid()));
            Bulk.Result result = bulk.run(run + "-b" + round, settings.round());
            CpuTimes spent = stack.cpu(List.of(shop.pid())).since(before);
            String what = Names.BULK + ", round " + round;
            if (result.failed() > 0) {
                troubles.add(String.format(
                        Locale.ROOT,
                        "%s: %,d lines were not answered with 201; the first: %s",
                        what,
                        result.failed(),
                        result.firstFailure()));
            }
            count(what, result.accepted(), written.since(begin));
            add(new Run(
                    Names.BULK,
                    round,
                    result.accepted().size(),
                    result.accepted().size() / result.seconds(),
                    Run.each(spent, result.accepted().size()),
                    Double.NaN,
                    Double.NaN,
                    result.failed()));
        }
    }

    /** More orders, until as many as the settings say wait for their way. */
    void fillUp(Subject shop) throws InterruptedException {
        if (accepted >= settings.backlog()) {
            return;
        }
        progress.show(() -> String.format(Locale.ROOT, "taking orders until %,d wait", settings.backlog()));
        long before = accepted;
        LongAdder more = new LongAdder();
        Load.Result load = Load.closed(plan(shop, FILL_UP_WITHIN)
                .watchedBy((high, low, due) -> more.increment())
                .until(() -> before + more.sum() >= settings.backlog()));
        told(shop, load);
        accepted += load.accepted().size();
    }

    /** Of the shop, in all. */
    long accepted() {
        return accepted;
    }

    private void warmUp(Subject subject) throws InterruptedException {
        Load.Result load = Load.closed(plan(subject, settings.warmUp()));
        told(subject, load);
        if (subject.name().equals(Names.OURS)) {
            accepted += load.accepted().size();
        }
    }

    private Run saturate(Subject subject, int round) throws InterruptedException {
        progress.show(() -> "round " + round + " of " + settings.rounds() + ": " + subject.name() + ", "
                + settings.connections() + " connections, as much as goes");
        boolean isOurs = subject.name().equals(Names.OURS);
        try (WrittenOrders written =
                new WrittenOrders(stack.cluster.bootstrapServers(), Topics.ORDERS_PENDING.name())) {
            Map<TopicPartition, Long> begin = written.ends();
            CpuTimes before = stack.cpu(List.of(subject.pid()));
            Load.Result load = Load.closed(plan(subject, settings.round()));
            CpuTimes spent = stack.cpu(List.of(subject.pid())).since(before);
            told(subject, load);
            if (isOurs) {
                count(Names.OURS + ", round " + round, load.accepted(), written.since(begin));
            }
            return add(Run.of(subject.name(), round, load, spent));
        }
    }

    private void atHalf(Subject shop, int round, double perSecond) throws InterruptedException {
        progress.show(() -> String.format(
                Locale.ROOT,
                "round %d of %d: %s at %,.0f orders a second",
                round,
                settings.rounds(),
                shop.name(),
                perSecond));
        try (WrittenOrders written =
                new WrittenOrders(stack.cluster.bootstrapServers(), Topics.ORDERS_PENDING.name())) {
            Map<TopicPartition, Long> begin = written.ends();
            CpuTimes before = stack.cpu(List.of(shop.pid()));
            Load.Result load = Load.open(plan(shop, settings.round()), perSecond);
            CpuTimes spent = stack.cpu(List.of(shop.pid())).since(before);
            told(shop, load);
            count(Names.HALF + ", round " + round, load.accepted(), written.since(begin));
            add(Run.of(Names.HALF, round, load, spent));
        }
    }

    private void count(String what, OrderIds told, OrderIds written) {
        accepted += told.size();
        troubles.addAll(Tally.of(told, written).complaints(what));
    }

    private void told(Subject subject, Load.Result load) {
        if (load.failed() > 0) {
            troubles.add(String.format(
                    Locale.ROOT,
                    "%s: %,d requests were not answered with 201; the first: %s",
                    subject.name(),
                    load.failed(),
                    String.valueOf(load.firstFailure()).lines().findFirst().orElse("")));
        }
    }

    private Run add(Run measured) {
        runs.add(measured);
        progress.say(String.format(
                Locale.ROOT,
                "round %d  %-16s %,10.0f/s  %-29s CPU-µs each: shop %5.1f, brokers %5.1f, PostgreSQL %5.1f, client %5.1f",
                measured.round(),
                measured.what(),
                measured.perSecond(),
                latency(measured),
                measured.cpu(Part.SHOP),
                measured.cpu(Part.BROKERS),
                measured.cpu(Part.POSTGRES),
                measured.cpu(Part.CLIENT)));
        return measured;
    }

    /** Nothing for what is not answered one by one. */
    private static String latency(Run measured) {
        return Double.isNaN(measured.millisP50())
                ? ""
                : String.format(Locale.ROOT, "%6.1f ms p50  %6.1f ms p99", measured.millisP50(), measured.millisP99());
    }

    private Load.Plan plan(Subject subject, Duration time) {
        return new Load.Plan(List.of(subject.port()), requests(subject), settings.connections(), Duration.ZERO, time);
    }

    private OrderRequests requests(Subject subject) {
        int turn = turns.merge(subject.name(), 1, Integer::sum);
        return new OrderRequests(run + "-" + turn, stack.credentials.apiKey(), catalogue.skus(), turn);
    }
}
