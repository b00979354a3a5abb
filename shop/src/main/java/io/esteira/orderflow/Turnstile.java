package io.esteira.orderflow;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets new orders into the flow while those in it come out. Of a backlog, all would be begun otherwise before the first
 * had come to its end: deadlines would run for orders that nobody gets to, and their state would have no bound.
 *
 * <p>An order that is under way for very long waits for something that has nothing to do with how many there are, and
 * keeps nobody out any more.
 */
final class Turnstile {

    /** For each partition of orders: some seconds' worth of what a flow of its size settles. */
    static final int UNDER_WAY_MAX = 4_000;

    static final Duration STUCK_AFTER = Duration.ofSeconds(30);

    private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();
    private final int underWayMax;

    Turnstile() {
        this(UNDER_WAY_MAX);
    }

    /** @param underWayMax of each partition */
    Turnstile(int underWayMax) {
        this.underWayMax = underWayMax;
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

        synchronized void in(String orderId, long nowMillis) {
            underWay.putIfAbsent(orderId, nowMillis);
        }

        synchronized void out(String orderId) {
            underWay.remove(orderId);
        }

        private synchronized boolean isShut(long nowMillis) {
            Iterator<Long> eldest = underWay.values().iterator();
            while (eldest.hasNext() && nowMillis - eldest.next() > STUCK_AFTER.toMillis()) {
                eldest.remove();
            }
            return underWay.size() >= underWayMax;
        }
    }
}
