package io.esteira.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.esteira.contracts.Json;
import io.esteira.contracts.StockCommand.Adjust;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.TopicView;
import io.esteira.platform.kafka.TopicWriter;
import io.esteira.platform.validation.RequestCheck;
import io.esteira.platform.web.IdempotencyKey;
import io.esteira.platform.web.Problem;
import io.esteira.platform.web.Problem.Violation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Shows stock from its view and asks for changes by commands; the order flow alone decides. */
final class Stock {

    private static final int REMEMBERED_REQUESTS = 10_000;
    private static final int MAX_ADJUSTMENTS = 10_000;

    private final TopicView<StockLevel> levels;
    private final Products products;
    private final TopicWriter writer;
    private final RequestCheck check;
    private final Clock clock;

    /** Digests of what was asked: a repetition must not be refused because the first took the last pieces. */
    private final Cache<Request, String> done =
            Caffeine.newBuilder().maximumSize(REMEMBERED_REQUESTS).build();

    private record Request(String client, IdempotencyKey key) {}

    Stock(TopicView<StockLevel> levels, Products products, TopicWriter writer, RequestCheck check, Clock clock) {
        this.levels = levels;
        this.products = products;
        this.writer = writer;
        this.check = check;
        this.clock = clock;
    }

    /** A known product that never had stock has none. */
    Optional<StockLevel> level(String sku) {
        StockLevel level = levels.get(sku);
        if (level == null && products.knows(sku)) {
            return Optional.of(new StockLevel(sku, 0, 0, 0, Instant.EPOCH));
        }
        return Optional.ofNullable(level);
    }

    /** @throws Problem 422 if anything is wrong; nothing is asked for then */
    void adjust(String client, @Nullable IdempotencyKey key, List<StockAdjustment> adjustments) {
        refuseUnsound(adjustments);
        Request request = key == null ? null : new Request(client, key);
        String digest = sha256(Json.mapper().writeValueAsBytes(adjustments));
        String before = request == null ? null : done.getIfPresent(request);
        if (before != null) {
            if (!before.equals(digest)) {
                throw Problem.unprocessable(
                        "", "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key belongs to other adjustments already.");
            }
            return;
        }
        refuseImpossible(adjustments);
        write(client, key, adjustments);
        if (request != null) {
            done.put(request, digest);
        }
    }

    private void refuseUnsound(List<StockAdjustment> adjustments) {
        if (adjustments.isEmpty() || adjustments.size() > MAX_ADJUSTMENTS) {
            throw Problem.unprocessable("", "WRONG_SIZE", "There must be 1 to " + MAX_ADJUSTMENTS + " adjustments.");
        }
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < adjustments.size(); i++) {
            StockAdjustment adjustment = adjustments.get(i);
            if (adjustment == null) {
                violations.add(new Violation("/" + i, "REQUIRED", "is required"));
                continue;
            }
            violations.addAll(check.violations("/" + i, adjustment));
            if (adjustment.delta() == 0) {
                violations.add(new Violation("/" + i + "/delta", "OUT_OF_RANGE", StockAdjustment.DELTA_RANGE));
            }
        }
        RequestCheck.refuse(violations);
    }

    private void refuseImpossible(List<StockAdjustment> adjustments) {
        Map<String, Long> available = new HashMap<>();
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < adjustments.size(); i++) {
            StockAdjustment adjustment = adjustments.get(i);
            Optional<StockLevel> level = level(adjustment.sku());
            if (level.isEmpty()) {
                violations.add(new Violation("/" + i + "/sku", "UNKNOWN_SKU", "is not in the catalogue"));
                continue;
            }
            long left = available.merge(
                    adjustment.sku(),
                    (long) level.get().available() + adjustment.delta(),
                    (had, ignored) -> had + adjustment.delta());
            if (adjustment.delta() < 0 && left < 0) {
                violations.add(
                        new Violation("/" + i + "/delta", "INSUFFICIENT_STOCK", "would take more than is available"));
            } else if (left > Integer.MAX_VALUE) {
                violations.add(new Violation("/" + i + "/delta", "TOO_MUCH_STOCK", "would be more than can be kept"));
            }
        }
        RequestCheck.refuse(violations);
    }

    private void write(String client, @Nullable IdempotencyKey key, List<StockAdjustment> adjustments) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>(adjustments.size());
        for (int i = 0; i < adjustments.size(); i++) {
            StockAdjustment each = adjustments.get(i);
            Adjust command = new Adjust(
                    each.sku(),
                    adjustmentId(client, key, i),
                    each.delta(),
                    each.reason().strip(),
                    client,
                    now);
            sent.add(writer.send(Topics.STOCK_COMMANDS, each.sku(), command));
        }
        sent.forEach(writer::await);
    }

    /** The same for each repetition of a request, so that stock counts it once. */
    private static String adjustmentId(String client, @Nullable IdempotencyKey key, int index) {
        return key == null
                ? UUID.randomUUID().toString()
                : sha256((client + "\0" + key.value() + "\0" + index).getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
