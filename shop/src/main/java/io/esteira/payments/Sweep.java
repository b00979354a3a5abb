package io.esteira.payments;

import io.esteira.platform.Phases;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Marks what was announced, and takes up intents that are due, again and again; any number of instances may do so at once. */
final class Sweep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);
    private static final int AT_ONCE = 256;
    private static final long STOP_SECONDS_MAX = 5;

    private final Intents intents;
    private final SettlePayment settlePayment;
    private final Announced announced;
    private final Duration every;
    private @Nullable ScheduledExecutorService timer;

    Sweep(Intents intents, SettlePayment settlePayment, Announced announced, Duration every) {
        this.intents = intents;
        this.settlePayment = settlePayment;
        this.announced = announced;
        this.every = every;
    }

    private void sweep() {
        try {
            int taken;
            do {
                announced.mark(); // or they would be found due
                taken = takeUpDue();
            } while (taken == AT_ONCE && !Thread.currentThread().isInterrupted());
        } catch (RuntimeException e) {
            log.warn("Payments that are due could not be taken up: {}", e.toString());
        }
    }

    private void markTheLast() {
        try {
            announced.mark();
        } catch (RuntimeException e) {
            log.info("Some payments will be announced once more: {}", e.toString());
        }
    }

    private int takeUpDue() {
        List<Intent> due = intents.claimDue(AT_ONCE);
        if (!due.isEmpty()) {
            try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Intent intent : due) {
                    var _ = workers.submit(() -> proceed(intent));
                }
            }
        }
        return due.size();
    }

    private void proceed(Intent intent) {
        try {
            settlePayment.proceed(intent);
        } catch (RuntimeException e) {
            log.warn("{} will be taken up again: {}", intent.idempotencyKey(), e.toString());
        }
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService fresh = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("payments-sweep").factory());
        var _ = fresh.scheduleWithFixedDelay(this::sweep, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        timer = fresh;
    }

    @Override
    public synchronized void stop() {
        if (timer == null) {
            return;
        }
        timer.execute(this::markTheLast);
        timer.shutdown();
        try {
            if (!timer.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    @Override
    public int getPhase() {
        return Phases.WORK;
    }
}
