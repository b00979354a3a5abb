package io.esteira.lab.speed;

import io.esteira.lab.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Many orders in few requests. */
final class Bulk {

    static final int STREAMS = 4;

    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final int port;
    private final String apiKey;
    private final List<byte[]> bodies;
    private final AtomicLong numbers = new AtomicLong();

    Bulk(int port, String apiKey, List<String> bodies) {
        this.port = port;
        this.apiKey = apiKey;
        this.bodies = bodies.stream()
                .map(body -> (body + "}\n").getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** What came of one round. */
    record Result(
            OrderIds accepted,
            double seconds,
            long failed,
            @Nullable String firstFailure) {}

    /** Whether the shop takes batches at all; {@code accepted} gets the order that it took to find out. */
    boolean isThere(String run, OrderIds accepted) throws IOException, InterruptedException {
        BulkStream probe = stream(run, System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
        probe.run(1);
        accepted.addAll(probe.accepted);
        return probe.status != NOT_FOUND && probe.status != NOT_ALLOWED;
    }

    private BulkStream stream(String run, long untilNanos) {
        return new BulkStream(port, apiKey, run, bodies, numbers, untilNanos);
    }

    Result run(String run, Duration time) throws InterruptedException {
        long begunNanos = System.nanoTime();
        List<BulkStream> streams = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(STREAMS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                BulkStream stream = stream(run, begunNanos + time.toNanos());
                streams.add(stream);
                all.add(threads.submit(() -> {
                    stream.run(Long.MAX_VALUE);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new Trouble("A batch broke off: " + e.getCause(), e);
        }
        double seconds = (System.nanoTime() - begunNanos) / 1e9;
        OrderIds accepted = new OrderIds();
        long failed = 0;
        String failure = null;
        for (BulkStream stream : streams) {
            accepted.addAll(stream.accepted);
            failed += stream.failed + (stream.accepted.size() == 0 ? 1 : 0);
            failure = failure == null ? stream.firstFailure : failure;
        }
        return new Result(accepted, seconds, failed, failure);
    }
}
