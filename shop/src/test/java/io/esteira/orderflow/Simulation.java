package io.esteira.orderflow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A small shop and its customers, made and driven by one random seed: each step some thread reads one record from one
 * of its partitions, commits, or dies and begins again from its last commit; the gateway answers, somebody orders, a
 * record comes twice, time passes. After each step the books must agree.
 */
final class Simulation {

    private static final int STEPS_MAX = 20_000;
    private static final long LOOKS_EVERY_MILLIS = 1_000;
    private static final Duration COMMITS_WITHIN = Duration.ofSeconds(1);
    private static final Duration WEEKS = Duration.ofDays(31);

    private final SplittableRandom random;
    private final SimulationStory story;
    private final SimulatedTopics topics = new SimulatedTopics();
    private final OrderBooks orderBooks = new OrderBooks();
    private final StockBooks stockBooks = new StockBooks();
    private final List<SimulatedOrders> orders = new ArrayList<>();
    private final List<SimulatedStock> stocks = new ArrayList<>();
    private final List<SimulatedThread> threads = new ArrayList<>();
    private final SimulatedGateway gateway;
    private final SimulatedShoppers shoppers;
    private final int crashesPerMille;
    private final int commitsPerMille;
    private final int copiesPerMille;
    private final int jumpsPerMille;
    private Instant now = Orders.PLACED_AT;

    Simulation(long seed, Deciders deciders, SimulationStory story) {
        random = new SplittableRandom(seed);
        this.story = story;
        crashesPerMille = random.nextInt(60);
        commitsPerMille = 20 + random.nextInt(300);
        copiesPerMille = random.nextInt(60);
        jumpsPerMille = random.nextInt(20);
        gateway = new SimulatedGateway(random, topics, orderBooks, () -> now, story);
        shoppers = new SimulatedShoppers(random, topics, orderBooks, () -> now, story);
        for (int i = 0; i <= random.nextInt(3); i++) {
            threads.add(new SimulatedThread("thread " + i, story));
        }
        for (int i = 0; i < SimulatedTopics.PARTITIONS; i++) {
            orders.add(new SimulatedOrders(i, deciders, topics, orderBooks, () -> now, story));
            stocks.add(new SimulatedStock(i, deciders, topics, stockBooks, () -> now, story));
            anyThread().take(orders.getLast().task());
            anyThread().take(stocks.getLast().task());
        }
    }

    /** @return steps that it took */
    int run() {
        int steps = untilNothingHappens(0);
        checkTheEnd();
        if (gateway.keptSomethingBack() || random.nextInt(4) == 0) {
            pass(WEEKS);
            gateway.tellsWhatItKeptBack();
            shoppers.placeEverythingAgain();
            steps = untilNothingHappens(steps);
            pass(WEEKS);
            steps = untilNothingHappens(steps);
            checkTheEnd();
        }
        orderBooks.checkMoney();
        return steps;
    }

    private void checkTheEnd() {
        orderBooks.checkThatAllSettled();
        SimulatedShoppers.SKUS.forEach(sku -> stockBooks.checkAtTheEnd(sku, orderBooks.sold(sku)));
    }

    private int untilNothingHappens(int before) {
        int steps = before;
        while (somethingHappens()) {
            check();
            if (++steps > STEPS_MAX) {
                throw new AssertionError("I5 broken: there is no end to it");
            }
        }
        return steps;
    }

    private boolean somethingHappens() {
        pass(Duration.ofMillis(random.nextInt(500)));
        int dice = random.nextInt(1_000);
        if ((dice -= crashesPerMille) < 0) {
            anyThread().crash(threads, random);
        } else if ((dice -= commitsPerMille) < 0) {
            anyThread().commit();
        } else if ((dice -= copiesPerMille) < 0) {
            topics.repeatSomething(random, story);
        } else if ((dice -= jumpsPerMille) < 0) {
            pass(Duration.ofSeconds(random.nextInt(1_200)));
        } else if (dice < 5) {
            anyThread().handOver(threads, random);
        } else {
            return someWorkIsDone();
        }
        return true;
    }

    private boolean someWorkIsDone() {
        List<Runnable> possible = new ArrayList<>();
        if (shoppers.hasMore()) {
            possible.add(shoppers::doSomething);
        }
        if (gateway.hasWork()) {
            possible.add(gateway::workOnOne);
        }
        for (SimulatedThread thread : threads) {
            if (thread.hasWork()) {
                possible.add(() -> thread.processOne(random));
            }
        }
        if (!possible.isEmpty()) {
            possible.get(random.nextInt(possible.size())).run();
            return true;
        }
        return everythingIsCommitted() || timePassesUntilSomethingIsDue();
    }

    private boolean everythingIsCommitted() {
        boolean any = threads.stream().anyMatch(thread -> !thread.transaction().isEmpty());
        threads.forEach(SimulatedThread::commit);
        return any;
    }

    private boolean timePassesUntilSomethingIsDue() {
        boolean waits = states().anyMatch(state ->
                !(state instanceof OrderState.Underway order && order.status().isSettled()));
        long dueMillis = Math.min(gateway.firstDueMillis(), waits ? firstDeadlineMillis() : Long.MAX_VALUE);
        if (dueMillis == Long.MAX_VALUE) {
            return false;
        }
        pass(Duration.ofMillis(Math.max(0, dueMillis - now.toEpochMilli())).plus(OrderBooks.LOOKS_AWAY));
        return true;
    }

    private long firstDeadlineMillis() {
        return orders.stream().mapToLong(SimulatedOrders::firstDueMillis).min().orElse(Long.MAX_VALUE);
    }

    /** Deadlines are looked at now and then, and at the latest a while after one has passed. */
    private void pass(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            long dueMillis = Math.min(firstDeadlineMillis(), until.toEpochMilli());
            long looksAtMillis = dueMillis + random.nextLong(OrderBooks.LOOKS_AWAY.toMillis());
            boolean looks = looksAtMillis < until.toEpochMilli();
            Instant next = looks
                    ? Instant.ofEpochMilli(Math.max(looksAtMillis, now.toEpochMilli() + LOOKS_EVERY_MILLIS))
                    : until;
            if (now.plus(COMMITS_WITHIN).isBefore(next)) {
                threads.forEach(SimulatedThread::commit);
            }
            now = next;
            story.at(now);
            if (looks) {
                lookAtDeadlines();
                check();
            }
        }
    }

    private void lookAtDeadlines() {
        for (SimulatedOrders each : orders) {
            for (SimulatedThread thread : threads) {
                if (thread.owns(each.task())) {
                    each.whatIsDue(thread.transaction());
                }
            }
        }
    }

    private void check() {
        for (SimulatedOrders each : orders) {
            orderBooks.check(each.states(), now);
        }
        for (SimulatedStock each : stocks) {
            each.stocks().forEach(stockBooks::check);
        }
    }

    private SimulatedThread anyThread() {
        return threads.get(random.nextInt(threads.size()));
    }

    private Stream<OrderState> states() {
        return orders.stream().flatMap(each -> each.states().stream());
    }
}
