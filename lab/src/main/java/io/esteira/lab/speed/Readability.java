package io.esteira.lab.speed;

import io.esteira.contracts.Json;
import io.esteira.lab.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes from when an order was due until {@code GET /api/orders/{id}} says CONFIRMED. Some of the orders are
 * followed. The table is looked at until it has them, and only then the API is asked, so that asking is no load of its
 * own; time ends with the API's answer.
 */
final class Readability implements Load.Watcher, AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 5;
    private static final long MICROS_MAX = 600_000_000;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final SpeedStack stack;
    private final String url;
    private final int oneOf;
    private final long fromNanos;
    private final AtomicLong seen = new AtomicLong();
    private final Queue<Followed> fresh = new ConcurrentLinkedQueue<>();
    private final Map<UUID, Long> waiting = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ConcurrentHistogram micros = new ConcurrentHistogram(MICROS_MAX, 3);
    private final AtomicLong open = new AtomicLong();
    private final Thread thread;
    private volatile boolean isOver;
    private volatile @Nullable Exception failure;

    private record Followed(UUID id, long dueNanos) {}

    /**
     * @param oneOf one of so many is followed
     * @param fromNanos orders that were due before are not
     */
    Readability(SpeedStack stack, String url, int oneOf, long fromNanos) {
        this.stack = stack;
        this.url = url;
        this.oneOf = oneOf;
        this.fromNanos = fromNanos;
        this.thread = Thread.ofPlatform().daemon().name("readability").start(this::run);
    }

    @Override
    public void accepted(long idHigh, long idLow, long dueNanos) {
        if (dueNanos >= fromNanos && seen.getAndIncrement() % oneOf == 0) {
            open.incrementAndGet();
            fresh.add(new Followed(new UUID(idHigh, idLow), dueNanos));
        }
    }

    private void run() {
        try (Connection connection = stack.connection();
                PreparedStatement look = connection.prepareStatement(
                        "SELECT id FROM orders.orders WHERE id = ANY (?) AND status = 'CONFIRMED'")) {
            while (!isOver) {
                for (Followed next = fresh.poll(); next != null; next = fresh.poll()) {
                    waiting.put(next.id(), next.dueNanos());
                }
                if (!waiting.isEmpty()) {
                    for (UUID id : confirmed(connection, look)) {
                        Long due = waiting.remove(id);
                        if (due != null) {
                            Thread.ofVirtual().start(() -> ask(id, due));
                        }
                    }
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (SQLException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<UUID> confirmed(Connection connection, PreparedStatement look) throws SQLException {
        look.setArray(1, connection.createArrayOf("uuid", waiting.keySet().toArray()));
        List<UUID> found = new ArrayList<>();
        try (ResultSet rows = look.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getObject(1, UUID.class));
            }
        }
        return found;
    }

    private void ask(UUID id, long dueNanos) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/orders/" + id))
                .timeout(ANSWER_WITHIN)
                .header("Authorization", "Bearer " + stack.credentials.apiKey())
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            String status = answer.statusCode() == 200
                    ? Json.mapper().readTree(answer.body()).path("status").asString("")
                    : "";
            if (status.equals("CONFIRMED")) {
                micros.recordValue(Math.min(MICROS_MAX, (System.nanoTime() - dueNanos) / 1_000));
                open.decrementAndGet();
            } else {
                failure = new IOException(
                        "The table says CONFIRMED and the API says " + answer.statusCode() + " " + status);
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for those that are still on their way. */
    Histogram await(Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (open.get() > 0 && System.nanoTime() < deadlineNanos && failure == null) {
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        if (failure != null) {
            throw new Trouble("An order could not be read: " + failure, failure);
        }
        if (open.get() > 0) {
            throw new Trouble(open.get() + " orders were not confirmed after " + patience.toSeconds() + " s");
        }
        return micros;
    }

    @Override
    public void close() {
        isOver = true;
        http.shutdownNow();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
