package io.esteira.platform.spool;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether it is worth waiting for Kafka. After some failures in a row nobody waits any more, except one from time to
 * time who finds out whether it is back, and only where nobody else is trying already.
 */
final class Breaker {

    private static final Logger log = LoggerFactory.getLogger(Breaker.class);

    private static final int FAILURES_IN_A_ROW = 3;
    private static final long TRY_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoClock;
    private int failures;
    private boolean open;
    private boolean trying;
    private long lastTryNanos;

    Breaker(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Whether this one should try Kafka; who is told so says how it went. */
    synchronized boolean admits() {
        if (!open) {
            return true;
        }
        long now = nanoClock.getAsLong();
        if (trying || now - lastTryNanos < TRY_AGAIN_NANOS) {
            return false;
        }
        lastTryNanos = now;
        return true;
    }

    synchronized boolean isOpen() {
        return open;
    }

    /** The drainer tries with records that nobody waits for; as long as it does, no request needs to. */
    synchronized void trying(boolean now) {
        trying = now;
        lastTryNanos = nanoClock.getAsLong();
    }

    synchronized void succeeded() {
        failures = 0;
        if (open) {
            open = false;
            log.info("Kafka is back");
        }
    }

    synchronized void failed() {
        failures++;
        if (!open && failures >= FAILURES_IN_A_ROW) {
            open = true;
            lastTryNanos = nanoClock.getAsLong();
            log.warn("Kafka is away: it did not acknowledge {} records in a row", failures);
        }
    }
}
