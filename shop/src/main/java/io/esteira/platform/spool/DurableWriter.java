package io.esteira.platform.spool;

import io.esteira.contracts.Message;
import io.esteira.contracts.Topic;
import io.esteira.platform.Phases;
import io.esteira.platform.kafka.KafkaSettings;
import io.esteira.platform.web.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;

/**
 * Writes records that somebody is waiting for: to their topic, or, where Kafka does not acknowledge in time, into the
 * spool, which brings them on when Kafka is back. Only where neither says that it has the record, the answer is 503.
 *
 * <p>A record may come to its topic twice, and later than others that were written after it.
 */
public final class DurableWriter implements SmartLifecycle, HealthIndicator, AutoCloseable {

    /** The code of a 503 for which neither Kafka nor PostgreSQL was there. */
    public static final String NOWHERE_TO_WRITE = "NOWHERE_TO_WRITE";

    /** The code of a 503 because too much waits for Kafka already. */
    public static final String BACKLOG_FULL = "BACKLOG_FULL";

    private static final Logger log = LoggerFactory.getLogger(DurableWriter.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(30);
    private static final int LARGEST_VALUE = KafkaSettings.MAX_MESSAGE_BYTES - 64 * 1024;

    private final KafkaLeg kafka;
    private final Spool spool;
    private final SpoolMetrics metrics;
    private final long limit;

    DurableWriter(KafkaLeg kafka, Spool spool, SpoolMetrics metrics, long limit) {
        this.kafka = kafka;
        this.spool = spool;
        this.metrics = metrics;
        this.limit = limit;
    }

    /**
     * Returns when the record is safe.
     *
     * @param topic that the record is for
     * @param alias another name that {@link SpooledRecords} finds it by while it is in the spool
     * @throws Problem 503 if it is unknown whether the record was taken, or if no more are taken right now; the same
     *     record may be written again
     */
    public <V extends Message> Written<V> write(Topic<V> topic, ProducerRecord<String, byte[]> record, String alias) {
        return begin(topic, record, alias).await();
    }

    /** Sends the record off, for those who have more to send before they wait. */
    public <V extends Message> Writing<V> begin(Topic<V> topic, ProducerRecord<String, byte[]> record, String alias) {
        if (record.value().length > LARGEST_VALUE) {
            throw tooLarge();
        }
        SpoolRecord kept = new SpoolRecord(record, alias);
        if (!kafka.admits()) {
            return new Writing<>(this, topic, kept, null, false);
        }
        try {
            CompletableFuture<RecordMetadata> sent = kafka.sendWithin(record);
            return new Writing<>(this, topic, kept, kafka.isRefused(sent) ? null : sent, true);
        } catch (RecordTooLargeException e) {
            throw tooLarge();
        }
    }

    <V extends Message> Written<V> await(Writing<V> writing, boolean detour) {
        CompletableFuture<RecordMetadata> sent = writing.sent();
        try {
            if (sent != null && kafka.isAcknowledged(sent)) {
                return new Written.InTopic<>();
            }
        } catch (RecordTooLargeException e) {
            throw tooLarge();
        }
        if (!detour) {
            throw nowhere();
        }
        return divert(writing.topic(), writing.record(), writing.isTried());
    }

    private <V extends Message> Written<V> divert(Topic<V> topic, SpoolRecord record, boolean tried) {
        if (spool.watch().waiting() >= limit) {
            throw Problem.unavailable(
                    BACKLOG_FULL, "Too much waits here already. Repeat the request as it is, later.", RETRY_WHEN_FULL);
        }
        try {
            Optional<byte[]> before = spool.write(record);
            if (before.isPresent()) {
                return new Written.CameBefore<>(topic.decode(before.get()), tried);
            }
            metrics.diverted();
            return new Written.InSpool<>();
        } catch (SpoolUnavailable e) {
            log.debug("Neither Kafka nor the spool took {}", record.key(), e);
            throw nowhere();
        }
    }

    /**
     * What the spool holds for {@code key}, whoever put it there. Costs nothing while the spool is empty, and
     * is empty, too, while the database is away.
     */
    public <V extends Message> Optional<V> spooled(Topic<V> topic, String key) {
        return spool.find(topic.name(), key).map(topic::decode);
    }

    private static Problem nowhere() {
        return Problem.unavailable(
                NOWHERE_TO_WRITE, "The shop cannot take this right now. Repeat the request as it is.", RETRY_AFTER);
    }

    private static Problem tooLarge() {
        return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "This is more than fits one message.");
    }

    @Override
    public Health health() {
        SpoolWatch watch = spool.watch();
        // Up without one of the two: that is what this is for.
        return (watch.waiting() < limit ? Health.up() : Health.outOfService())
                .withDetail("kafka", kafka.isAway() ? "away" : "there")
                .withDetail("database", watch.isReachable() ? "there" : "away")
                .withDetail("records", watch.waiting())
                .withDetail("ageSeconds", watch.oldestSeconds())
                .build();
    }

    @Override
    public void start() {
        spool.start();
    }

    @Override
    public void stop() {
        spool.stop();
    }

    @Override
    public boolean isRunning() {
        return spool.isRunning();
    }

    /** There before the web server takes requests, and until it has answered the last. */
    @Override
    public int getPhase() {
        return Phases.VIEWS;
    }

    @Override
    public void close() {
        spool.close();
        kafka.close();
    }
}
