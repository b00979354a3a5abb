package io.esteira.lab.trial;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Shoppers who come at their own pace, whether the shop serves them or not. When all have come and faults are still to
 * be felt, some more come now and then.
 */
final class Load {

    /** Calls at a time; a shopper beyond that waits, and his waiting counts. */
    private static final int CALLS_AT_ONCE = 800;

    private static final int LATECOMERS_PER_SECOND = 5;

    final Shops shops;
    final Journal journal;
    final Pulse pulse;
    final FlowWatch flow;
    final Clock clock;
    final Semaphore calls = new Semaphore(CALLS_AT_ONCE);

    private final TrialSettings settings;
    private final Crowd crowd;
    private final CountDownLatch allSent = new CountDownLatch(1);
    private final Phaser shopping = new Phaser(1);
    private volatile boolean isOver;
    private volatile boolean isDeadline;
    private volatile boolean everythingTwice;

    Load(TrialSettings settings, Crowd crowd, Shops shops, Journal journal, Pulse pulse, FlowWatch flow, Clock clock) {
        this.settings = settings;
        this.crowd = crowd;
        this.shops = shops;
        this.journal = journal;
        this.pulse = pulse;
        this.flow = flow;
        this.clock = clock;
    }

    /** Returns when this many have come, who have numbers below zero; they may still be shopping. */
    void early(long count) {
        sendAll(-count, 0, settings.warmingUp());
    }

    void start() {
        Thread.ofPlatform().daemon().name("load").start(this::run);
    }

    private void run() {
        long number = sendAll(0, settings.orders(), settings.isFlash() ? settings.steady() : settings.warmingUp());
        allSent.countDown();
        while (!isOver) {
            Shops.pause(1_000L / Math.min(LATECOMERS_PER_SECOND, settings.rate()));
            send(number++, clock.millis());
        }
    }

    /** @return the number that none has yet */
    private long sendAll(long first, long end, Pace pace) {
        long begunMillis = clock.millis();
        long number = first;
        for (; number < end && !isOver; number++) {
            long dueMillis = begunMillis + pace.dueMillis(number - first);
            pauseUntil(dueMillis);
            send(number, dueMillis);
        }
        return number;
    }

    private void pauseUntil(long millis) {
        long left = millis - clock.millis();
        if (left > 0) {
            Shops.pause(left);
        }
    }

    private void send(long number, long dueMillis) {
        Shopper shopper = new Shopper(this, crowd.number(number), dueMillis);
        pulse.wants(shopper.key(), dueMillis);
        shopping.register();
        Thread.ofVirtual().start(() -> {
            try {
                shopper.shop();
            } finally {
                shopping.arriveAndDeregister();
            }
        });
    }

    boolean isAllSent() {
        return allSent.getCount() == 0;
    }

    boolean awaitAllSent(Duration patience) throws InterruptedException {
        return allSent.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nobody comes any more; who is there goes on until he knows, for as long as there is patience. */
    void end(Duration patience) throws InterruptedException {
        isOver = true;
        allSent.await();
        int phase = shopping.arrive();
        try {
            shopping.awaitAdvanceInterruptibly(phase, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            isDeadline = true;
        }
    }

    boolean isDeadline() {
        return isDeadline;
    }

    void everythingTwice(boolean twice) {
        everythingTwice = twice;
    }

    boolean everythingTwice() {
        return everythingTwice;
    }
}
