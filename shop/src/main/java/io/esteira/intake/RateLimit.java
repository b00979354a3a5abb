package io.esteira.intake;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.esteira.platform.web.Problem;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How many orders a second each client may place at this process; short bursts of a second's worth pass. */
final class RateLimit {

    private static final int MAX_CLIENTS = 10_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int perSecond;
    private final LongSupplier nanoClock;
    private final LoadingCache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_CLIENTS).build(client -> new Bucket());

    /** @param perSecond 0 for no limit */
    RateLimit(int perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        this.nanoClock = nanoClock;
    }

    /** @throws Problem 429 if {@code client} is too fast */
    void take(String client) {
        if (!tryTake(client)) {
            throw Problem.tooManyRequests(
                    "No more than " + perSecond + " orders a second, please.", Duration.ofSeconds(1));
        }
    }

    /** Takes nothing where {@link #take} would refuse. */
    boolean tryTake(String client) {
        return perSecond <= 0 || buckets.get(client).take();
    }

    /**
     * Takes one for somebody who can wait.
     *
     * @return how long until it is there; whoever else asks for {@code client} meanwhile waits, or is refused, behind it
     */
    long nanosUntilTaken(String client) {
        return perSecond > 0 ? buckets.get(client).takeOnCredit() : 0;
    }

    private final class Bucket {

        private double tokens = perSecond;
        private long filledNanos = nanoClock.getAsLong();

        synchronized long takeOnCredit() {
            fill();
            tokens -= 1;
            return tokens >= 0 ? 0 : (long) (-tokens * NANOS_PER_SECOND / perSecond);
        }

        private void fill() {
            long now = nanoClock.getAsLong();
            tokens = Math.min(perSecond, tokens + (double) (now - filledNanos) * perSecond / NANOS_PER_SECOND);
            filledNanos = now;
        }

        synchronized boolean take() {
            fill();
            if (tokens < 1) {
                return false;
            }
            tokens -= 1;
            return true;
        }
    }
}
