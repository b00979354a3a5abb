package io.esteira.lab.speed;

import io.esteira.lab.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Orders over many connections from few threads, so that the client takes little of the machine that it measures. */
final class Load {

    /** Each serves half of the connections; one alone comes near to what a fast server on four cores can answer. */
    private static final int LOOPS = 2;

    private static final long START_NANOS = 100_000_000;

    private Load() {}

    /** Is told of each order that was accepted; by several threads. */
    interface Watcher {
        void accepted(long idHigh, long idLow, long dueNanos);

        static Watcher nobody() {
            return (high, low, due) -> {};
        }
    }

    /**
     * @param ports connections are shared among them
     * @param warmUp is sent and not measured
     * @param stop ends it before its time
     */
    record Plan(
            List<Integer> ports,
            OrderRequests requests,
            int connections,
            Duration warmUp,
            Duration measured,
            Watcher watcher,
            BooleanSupplier stop) {

        Plan {
            ports = List.copyOf(ports);
        }

        Plan(List<Integer> ports, OrderRequests requests, int connections, Duration warmUp, Duration measured) {
            this(ports, requests, connections, warmUp, measured, Watcher.nobody(), () -> false);
        }

        Plan watchedBy(Watcher other) {
            return new Plan(ports, requests, connections, warmUp, measured, other, stop);
        }

        Plan until(BooleanSupplier other) {
            return new Plan(ports, requests, connections, warmUp, measured, watcher, other);
        }
    }

    /**
     * @param accepted ids of all, those of the warm-up among them
     * @param acceptedInTime those that were answered in the time that is measured
     */
    record Result(
            OrderIds accepted,
            long acceptedInTime,
            double seconds,
            Histogram latencyMicros,
            long failed,
            @Nullable String firstFailure) {

        double perSecond() {
            return acceptedInTime / seconds;
        }

        double latencyMillis(double percentile) {
            return latencyMicros.getValueAtPercentile(percentile) / 1_000.0;
        }
    }

    static Result closed(Plan plan) throws InterruptedException {
        return run(plan, loop -> Pace.closed());
    }

    static Result open(Plan plan, double perSecond) throws InterruptedException {
        long firstNanos = System.nanoTime() + START_NANOS;
        double each = perSecond / LOOPS;
        return run(plan, loop -> Pace.open(each, firstNanos + (long) (loop * 1e9 / perSecond)));
    }

    static Result gated(Plan plan, Gate gate) throws InterruptedException {
        return run(plan, loop -> Pace.gated(gate));
    }

    private static Result run(Plan plan, IntFunction<Pace> paces) throws InterruptedException {
        long fromNanos = System.nanoTime() + START_NANOS + plan.warmUp().toNanos();
        long untilNanos = fromNanos + plan.measured().toNanos();
        AtomicLong numbers = new AtomicLong();
        List<LoadLoop> loops = new ArrayList<>();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                LOOPS, Thread.ofPlatform().name("load-", 1).daemon().factory())) {
            for (int i = 0; i < LOOPS; i++) {
                LoadLoop loop = new LoadLoop(plan, paces.apply(i), numbers, fromNanos, untilNanos);
                int connections = plan.connections() / LOOPS;
                loops.add(loop);
                running.add(threads.submit(() -> {
                    loop.run(connections);
                    return loop;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof IOException
                    ? new Trouble("The load broke off: " + cause, cause)
                    : new Trouble("The load failed: " + cause, cause);
        }
        return sum(loops, Math.min(System.nanoTime(), untilNanos) - fromNanos);
    }

    private static Result sum(List<LoadLoop> loops, long nanos) {
        OrderIds accepted = new OrderIds();
        Histogram latencies = new Histogram(loops.getFirst().latencyMicros);
        long inTime = 0;
        long failed = 0;
        String failure = null;
        for (LoadLoop loop : loops) {
            accepted.addAll(loop.accepted);
            latencies.add(loop.latencyMicros);
            inTime += loop.acceptedInTime;
            failed += loop.failed;
            failure = failure == null ? loop.firstFailure : failure;
        }
        return new Result(accepted, inTime, nanos / 1e9, latencies, failed, failure);
    }
}
