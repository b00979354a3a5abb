package io.esteira.lab.trial;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What shoppers feel, second by second. Latency counts from when a shopper meant to buy, whatever held him up. */
final class Pulse {

    final LongAdder sent = new LongAdder();
    final LongAdder attempts = new LongAdder();
    final LongAdder accepted = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder failures = new LongAdder();

    private final Clock clock;
    private final AtomicLong lastAcceptedMillis;
    private final Map<Long, Second> seconds = new ConcurrentHashMap<>();
    private final Map<String, Long> waitingSince = new ConcurrentHashMap<>();
    private final List<Window> windows = new CopyOnWriteArrayList<>();

    Pulse(Clock clock) {
        this.clock = clock;
        this.lastAcceptedMillis = new AtomicLong(clock.millis());
    }

    /** What happened in one second. */
    static final class Second {
        final AtomicInteger accepted = new AtomicInteger();
        final AtomicInteger failures = new AtomicInteger();
        final AtomicInteger settled = new AtomicInteger();
        /** Of those who meant to buy in this second. */
        final Latencies acceptance = new Latencies();
        /** From acceptance to the end, of those that ended in this second. */
        final Latencies flow = new Latencies();
    }

    /** What shoppers felt since a moment. */
    final class Window implements AutoCloseable {
        private final long beginMillis = clock.millis();
        private final AtomicLong longestWaitMillis = new AtomicLong();
        private final AtomicLong longestSilenceMillis = new AtomicLong();
        private final LongAdder failed = new LongAdder();
        private final LongAdder taken = new LongAdder();

        /** The longest that anybody had to wait for his 201. */
        long longestWaitMillis() {
            return Math.max(longestWaitMillis.get(), longestPresentWaitMillis());
        }

        /** The longest time in which nobody got a 201. */
        long longestSilenceMillis() {
            long silence = clock.millis() - Math.max(beginMillis, lastAcceptedMillis.get());
            return Math.max(longestSilenceMillis.get(), silence);
        }

        long failed() {
            return failed.sum();
        }

        long accepted() {
            return taken.sum();
        }

        @Override
        public void close() {
            longestSilenceMillis.set(longestSilenceMillis());
            windows.remove(this);
        }
    }

    Window window() {
        Window window = new Window();
        windows.add(window);
        return window;
    }

    void wants(String key, long dueMillis) {
        sent.increment();
        waitingSince.put(key, dueMillis);
    }

    void attempt() {
        attempts.increment();
    }

    void accepted(String key, long dueMillis) {
        long now = clock.millis();
        waitingSince.remove(key);
        accepted.increment();
        second(now).accepted.incrementAndGet();
        second(dueMillis).acceptance.add(now - dueMillis);
        long before = lastAcceptedMillis.getAndAccumulate(now, Math::max);
        for (Window window : windows) {
            window.taken.increment();
            window.longestWaitMillis.accumulateAndGet(now - dueMillis, Math::max);
            window.longestSilenceMillis.accumulateAndGet(now - Math.max(before, window.beginMillis), Math::max);
        }
    }

    void refused(String key) {
        waitingSince.remove(key);
        refused.increment();
    }

    /** The trial is over before the shopper heard anything definite. */
    void leaves(String key) {
        waitingSince.remove(key);
    }

    /** One attempt had no answer, or one of the server's excuses. */
    void failed() {
        failures.increment();
        second(clock.millis()).failures.incrementAndGet();
        windows.forEach(window -> window.failed.increment());
    }

    void settled(long flowMillis) {
        Second second = second(clock.millis());
        second.settled.incrementAndGet();
        second.flow.add(flowMillis);
    }

    long longestPresentWaitMillis() {
        long now = clock.millis();
        return waitingSince.values().stream()
                .mapToLong(since -> now - since)
                .max()
                .orElse(0);
    }

    int waiting() {
        return waitingSince.size();
    }

    /** By second since the epoch. */
    Map<Long, Second> seconds() {
        return seconds;
    }

    private Second second(long millis) {
        return seconds.computeIfAbsent(Math.floorDiv(millis, 1_000L), second -> new Second());
    }
}
