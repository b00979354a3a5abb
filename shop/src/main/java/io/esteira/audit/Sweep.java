package io.esteira.audit;

import io.esteira.platform.Phases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What is done every so often, in one of the processes that have the role, whichever gets the lock: read the ledger
 * tables, and look for what did not come.
 */
final class Sweep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    /** Of the advisory lock; spells "audit". */
    private static final long LOCK = 0x6175646974L;

    private static final Duration STOP = Duration.ofSeconds(5);

    /** A part of the sweep; safe to repeat. */
    interface Step {
        void take(Instant now);
    }

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final SequencedMap<String, Step> steps;
    private final Duration every;
    private final InstantSource clock;
    private CountDownLatch stopping = new CountDownLatch(0);
    private @Nullable Thread thread;

    /** @param transactions that a step may have its own within */
    Sweep(
            JdbcClient jdbc,
            TransactionOperations transactions,
            SequencedMap<String, Step> steps,
            Duration every,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.steps = steps;
        this.every = every;
        this.clock = clock;
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        thread = Thread.ofPlatform().daemon().name("audit-sweep").start(this::run);
    }

    private void run() {
        try {
            while (!stopping.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                sweep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A step that fails leaves the others to go on: a broker that is away keeps nobody from reading tables. */
    void sweep() {
        steps.forEach((name, step) -> {
            try {
                transactions.executeWithoutResult(_ -> {
                    if (isOurTurn()) {
                        step.take(clock.instant());
                    }
                });
            } catch (RuntimeException e) {
                log.warn("Could not {}: {}", name, e.toString());
            }
        });
    }

    private boolean isOurTurn() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(?)")
                .param(LOCK)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void stop() {
        stopping.countDown();
        Thread sweeping = thread;
        if (sweeping != null) {
            try {
                if (!sweeping.join(STOP)) {
                    sweeping.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Phases.WORK;
    }
}
