package io.esteira.orderflow;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets new orders into the flow while those in it come out. Of a backlog, all would be begun otherwise before the first
 * had come to its end: deadlines would run for orders that nobody gets to, and their state would have no bound. For a
 * consumer asks a broker for nothing more while it holds something of that broker's that it may hand over, and with
 * megabytes of waiting orders in hand it would not even ask for what orders under way wait for.
 *
 * <p>{@value #ALWAYS_ALLOWED} of each partition may be under way, and as many more as came out in the last
 * {@value #WINDOW_SECONDS} seconds: each order that comes out lets in two, until a fast flow has enough to do. It is not
 * filled further when orders take longer than those seconds, for then as many come out as are let in.
 *
 * <p>An order that is under way for very long waits for something that has nothing to do with how many there are, and
 * keeps nobody out any more.
 */
final class Turnstile {

    /** For each partition of orders, however few come out: what they wait for may be somebody else. */
    static final int ALWAYS_ALLOWED = 10_000;

    static final int WINDOW_SECONDS = 5;

    /** While none comes out. */
    static final Duration STUCK_AFTER = Duration.ofSeconds(30);

    /** While others come out: so slow a flow has few under way whatever is let in. */
    static final Duration LEFT_BEHIND_AFTER = Duration.ofMinutes(5);

    private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();
    private final int alwaysAllowed;

    Turnstile() {
        this(ALWAYS_ALLOWED);
    }

    /** @param alwaysAllowed of each partition, however few come out */
    Turnstile(int alwaysAllowed) {
        this.alwaysAllowed = alwaysAllowed;
    }

    /** A new one for the partition's orders; none of them is known to be under way. */
    Lane open(int partition) {
        Lane lane = new Lane();
        lanes.put(partition, lane);
        return lane;
    }

    void close(int partition, Lane lane) {
        lanes.remove(partition, lane);
    }

    boolean isShut(int partition, long nowMillis) {
        Lane lane = lanes.get(partition);
        return lane != null && lane.isShut(nowMillis);
    }

    /** The orders of one partition that were let in and have not come out. */
    final class Lane {

        /** When each was let in, the first one first. */
        private final Map<String, Long> underWay = new LinkedHashMap<>();

        /** How many came out in each of the last seconds, a second at the place of its number. */
        private final int[] out = new int[WINDOW_SECONDS];

        private long second;

        synchronized void in(String orderId, long nowMillis) {
            underWay.putIfAbsent(orderId, nowMillis);
        }

        synchronized void out(String orderId, long nowMillis) {
            if (underWay.remove(orderId) != null) {
                goOnTo(nowMillis);
                out[Math.floorMod(second, WINDOW_SECONDS)]++;
            }
        }

        private void goOnTo(long nowMillis) {
            long now = nowMillis / 1_000;
            for (long next = Math.max(second + 1, now - WINDOW_SECONDS + 1); next <= now; next++) {
                out[Math.floorMod(next, WINDOW_SECONDS)] = 0;
            }
            second = Math.max(second, now);
        }

        private synchronized boolean isShut(long nowMillis) {
            goOnTo(nowMillis);
            int cameOut = Arrays.stream(out).sum();
            forget(nowMillis - (cameOut == 0 ? STUCK_AFTER : LEFT_BEHIND_AFTER).toMillis());
            return underWay.size() >= alwaysAllowed + cameOut;
        }

        private void forget(long letInBeforeMillis) {
            Iterator<Long> eldest = underWay.values().iterator();
            while (eldest.hasNext() && eldest.next() < letInBeforeMillis) {
                eldest.remove();
            }
        }
    }
}
