package io.esteira.lab.speed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One thread with some of the connections. Latency counts from when a request was due, whatever held it up. */
final class LoadLoop {

    private static final int CREATED = 201;
    private static final long ANSWER_NANOS_MAX = TimeUnit.SECONDS.toNanos(20);
    private static final long MILLI = 1_000_000;
    private static final long NAP_NANOS = 50_000;
    private static final long SELECT_MILLIS_MAX = 10;
    private static final int READ_BYTES = 16 * 1024;

    private final Load.Plan plan;
    private final Pace pace;
    private final AtomicLong numbers;
    private final long fromNanos;
    private final long untilNanos;
    private final Deque<Caller> idle = new ArrayDeque<>();
    private final List<Caller> all = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
    private @Nullable IOException broken;

    final Histogram latencyMicros = new Histogram(TimeUnit.MINUTES.toMicros(5), 3);
    final OrderIds accepted = new OrderIds();
    long acceptedInTime;
    long failed;

    @Nullable
    String firstFailure;

    /** @param fromNanos what is due before is sent and not measured */
    LoadLoop(Load.Plan plan, Pace pace, AtomicLong numbers, long fromNanos, long untilNanos) {
        this.plan = plan;
        this.pace = pace;
        this.numbers = numbers;
        this.fromNanos = fromNanos;
        this.untilNanos = untilNanos;
    }

    void run(int connections) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                Caller caller = new Caller(
                        plan.ports().get(i % plan.ports().size()),
                        selector,
                        plan.requests().bytesMax());
                all.add(caller);
                idle.add(caller);
            }
            while (true) {
                long now = System.nanoTime();
                boolean over = plan.stop().getAsBoolean() || now >= untilNanos;
                if (!over) {
                    sendWhatIsDue(now);
                } else if (idle.size() == all.size() || now > untilNanos + ANSWER_NANOS_MAX) {
                    break;
                }
                await(selector, over || idle.isEmpty() ? Long.MAX_VALUE : pace.waitNanos(now));
                if (broken != null) {
                    throw broken;
                }
            }
            failed += all.size() - idle.size();
            for (Caller caller : all) {
                caller.close();
            }
        }
    }

    private void sendWhatIsDue(long now) throws IOException {
        while (!idle.isEmpty()) {
            long due = pace.take(now);
            if (due == Pace.NOT_YET) {
                return;
            }
            idle.removeFirst().send(plan.requests(), numbers.getAndIncrement(), due);
        }
    }

    /** A selector knows only whole milliseconds; nearer than that it is asked again and again, with naps. */
    private void await(Selector selector, long nanos) throws IOException {
        if (nanos > MILLI) {
            selector.select(this::ready, Math.min(nanos / MILLI, SELECT_MILLIS_MAX));
        } else {
            if (nanos > 0) {
                LockSupport.parkNanos(Math.min(nanos, NAP_NANOS));
            }
            selector.selectNow(this::ready);
        }
    }

    private void ready(SelectionKey key) {
        if (!(key.attachment() instanceof Caller caller)) {
            return;
        }
        try {
            if (caller.goOn(in)) {
                answered(caller);
            }
        } catch (IOException e) {
            fail(e.toString());
            again(caller);
        }
    }

    private void answered(Caller caller) {
        long now = System.nanoTime();
        Answer answer = caller.answer;
        if (answer.status() == CREATED && answer.namesOrder()) {
            accepted.add(answer.idHigh(), answer.idLow());
            plan.watcher().accepted(answer.idHigh(), answer.idLow(), caller.dueNanos);
            if (now >= fromNanos && now < untilNanos) {
                acceptedInTime++;
            }
            if (caller.dueNanos >= fromNanos) {
                latencyMicros.recordValue(
                        Math.min((now - caller.dueNanos) / 1_000, latencyMicros.getHighestTrackableValue()));
            }
        } else {
            fail(answer.toString());
        }
        if (answer.closes()) {
            again(caller);
        } else {
            idle.addLast(caller);
        }
    }

    private void again(Caller caller) {
        try {
            caller.reconnect();
            idle.addLast(caller);
        } catch (IOException e) {
            broken = e;
        }
    }

    private void fail(String why) {
        failed++;
        if (firstFailure == null) {
            firstFailure = why;
        }
    }
}
