package io.esteira.platform.spool;

import io.esteira.platform.spool.SpoolTable.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings what is in the spool to Kafka, oldest first. Rows are locked while they are on their way and marked when Kafka
 * has acknowledged them; whoever dies between leaves them to be sent once more. Any number of processes do this side by
 * side.
 */
final class Drainer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Drainer.class);

    private static final int AT_ONCE = 500;
    private static final long BYTES_AT_ONCE = 8L * 1024 * 1024;
    private static final Duration IDLE = Duration.ofMillis(200);

    private final SpoolTable table;
    private final TransactionOperations transactions;
    private final KafkaLeg kafka;
    private final SpoolWatch watch;
    private final SpoolMetrics metrics;
    private final Loop loop;

    private record Outcome(List<Long> sent, List<Long> refused) {}

    Drainer(
            SpoolTable table,
            TransactionOperations transactions,
            KafkaLeg kafka,
            SpoolWatch watch,
            SpoolMetrics metrics) {
        this.table = table;
        this.transactions = transactions;
        this.kafka = kafka;
        this.watch = watch;
        this.metrics = metrics;
        this.loop = new Loop("spool-drainer", this::drainSome);
    }

    private Duration drainSome() throws InterruptedException {
        if (watch.waiting() <= 0) {
            return IDLE;
        }
        Outcome outcome = transactions.execute(_ -> drain());
        metrics.drained(outcome.sent().size());
        return outcome.sent().isEmpty() ? IDLE : Duration.ZERO;
    }

    private Outcome drain() {
        // While Kafka is away, one is enough to find out whether it is back.
        List<Taken> taken = table.take(kafka.isAway() ? 1 : AT_ONCE, BYTES_AT_ONCE);
        if (taken.isEmpty()) {
            return new Outcome(List.of(), List.of());
        }
        Outcome outcome = kafka.trying(() -> send(taken));
        if (!outcome.sent().isEmpty()) {
            table.markSent(outcome.sent());
        }
        if (!outcome.refused().isEmpty()) {
            table.moveToEnd(outcome.refused());
        }
        return outcome;
    }

    private Outcome send(List<Taken> taken) {
        Map<Taken, CompletableFuture<RecordMetadata>> sending = new LinkedHashMap<>();
        for (Taken each : taken) {
            CompletableFuture<RecordMetadata> begun = kafka.send(each.record());
            sending.put(each, begun);
            if (begun.isCompletedExceptionally()) {
                break; // each further one would be refused as slowly
            }
        }
        List<Long> sent = new ArrayList<>();
        List<Long> refused = new ArrayList<>();
        for (Map.Entry<Taken, CompletableFuture<RecordMetadata>> each : sending.entrySet()) {
            try {
                var _ = each.getValue().get(kafka.deliveryMillis(), TimeUnit.MILLISECONDS);
                sent.add(each.getKey().id());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RecordTooLargeException) {
                    log.error(
                            "Kafka refuses {}, it stays in the spool",
                            each.getKey().record().key(),
                            e.getCause());
                    refused.add(each.getKey().id());
                }
            } catch (TimeoutException e) {
                log.debug("No acknowledgement; it is sent again", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return new Outcome(sent, refused);
    }

    @Override
    public void close() {
        loop.close();
    }
}
