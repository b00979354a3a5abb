package io.esteira.payments;

import io.esteira.contracts.PaymentRequest;
import io.esteira.platform.Phases;
import io.esteira.platform.kafka.Received;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the requests once more, a while after they were written, and writes down those that are not in the database:
 * the share group is behind, or the broker has archived them. The offset of this reader moves last, so that nothing
 * gets past it.
 */
final class MissedRequests implements Consumer<List<Received<?>>>, SmartLifecycle {

    static final String GROUP = "payments-missed";
    static final int BATCH = 500;

    private static final Logger log = LoggerFactory.getLogger(MissedRequests.class);

    private final Intents intents;
    private final Duration missedAfter;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;

    MissedRequests(Intents intents, Duration missedAfter, Clock clock) {
        this.intents = intents;
        this.missedAfter = missedAfter;
        this.clock = clock;
    }

    @Override
    public void accept(List<Received<?>> batch) {
        awaitAge(batch);
        int added = intents.addMissing(batch.stream()
                .map(received -> (PaymentRequest) received.message())
                .toList());
        if (added > 0) {
            log.info("{} requests of {} had not been taken by the share group in time", added, batch.size());
        }
    }

    /** Leaves the share group the time it has; not when stopping, where being early does no harm. */
    private void awaitAge(List<Received<?>> batch) {
        Instant youngest =
                batch.stream().map(Received::writtenAt).max(Instant::compareTo).orElseThrow();
        Duration left = Duration.between(clock.instant(), youngest.plus(missedAfter));
        try {
            // Another machine's clock may be wrong; no record is waited for longer than it was meant to age.
            var _ = stopping.await(Math.min(left.toMillis(), missedAfter.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while requests age", e);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stopping.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before the consumer that calls it. */
    @Override
    public int getPhase() {
        return Phases.WORK + 1;
    }
}
