package io.esteira.payments;

import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.RecordSource;
import io.esteira.platform.kafka.Surroundings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.AcknowledgingShareConsumerAwareMessageListener;
import org.springframework.kafka.support.ShareAcknowledgment;

/**
 * Works on each request of the share group in a thread of its own. The request is acknowledged when its intent stands
 * in the database: from there on whatever fails is taken up from the intent.
 */
final class PaymentRequests implements AcknowledgingShareConsumerAwareMessageListener<String, byte[]>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PaymentRequests.class);

    /** Below the 30 s for which the broker locks a record, so that a record is given back before it is taken away. */
    private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(20);

    /** While a request waits for room its consumer asks for no more; a batch is done with before its locks end. */
    private static final Duration ROOM_PATIENCE = Duration.ofSeconds(10);

    private static final Duration ROOM_PATIENCE_WHEN_STUCK = Duration.ofMillis(50);

    private static final Duration DATABASE_PAUSE = Duration.ofMillis(500);

    private static final long CLOSING_SECONDS_MAX = 2;

    private final Intents intents;
    private final SettlePayment settlePayment;
    private final Semaphore room;
    private volatile boolean stuck;
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("payment-", 0).factory());

    /** @param most requests that are worked on at once: more would outlive their leases while they wait for each other */
    PaymentRequests(Intents intents, SettlePayment settlePayment, int most) {
        this.intents = intents;
        this.settlePayment = settlePayment;
        this.room = new Semaphore(most);
    }

    @Override
    public void onShareRecord(
            ConsumerRecord<String, byte[]> record,
            @Nullable ShareAcknowledgment acknowledgment,
            ShareConsumer<?, ?> consumer) {
        if (acknowledgment == null) {
            throw new IllegalStateException("The container must leave acknowledging to the listener");
        }
        if (!isRoom()) {
            // Whoever looks for what was missed writes it down meanwhile.
            log.warn(
                    "{} goes back to the share group: all before it are still at the gateway", RecordSource.of(record));
            acknowledgment.release();
            return;
        }
        workers.execute(() -> {
            try {
                work(record, acknowledgment);
            } finally {
                room.release();
            }
        });
    }

    private boolean isRoom() {
        try {
            Duration patience = stuck ? ROOM_PATIENCE_WHEN_STUCK : ROOM_PATIENCE;
            stuck = !room.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
            return !stuck;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void work(ConsumerRecord<String, byte[]> record, ShareAcknowledgment acknowledgment) {
        Optional<Intent> claimed;
        try {
            claimed = claim(Topics.PAYMENTS_REQUESTS.decode(record.value() == null ? new byte[0] : record.value()));
        } catch (RuntimeException | StackOverflowError e) {
            if (Surroundings.failed(e)) {
                log.warn("{} goes back to the share group: {}", RecordSource.of(record), e.toString());
                acknowledgment.release();
            } else {
                // The consumer group that looks for what was missed fails on it in the same way, and parks it.
                acknowledgment.reject();
            }
            return;
        }
        acknowledgment.acknowledge();
        try {
            claimed.ifPresent(settlePayment::call);
        } catch (RuntimeException e) {
            log.warn("{} will be taken up again: {}", RecordSource.of(record), e.toString());
        }
    }

    /** Waits for a database that is away, rather than spend one of the few deliveries that a record has. */
    private Optional<Intent> claim(PaymentRequest request) {
        long begun = System.nanoTime();
        while (true) {
            try {
                return intents.claim(request);
            } catch (RuntimeException e) {
                if (!Surroundings.failed(e) || System.nanoTime() - begun > DATABASE_PATIENCE.toNanos()) {
                    throw e;
                }
                log.debug("The database is away", e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(DATABASE_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the database", e);
        }
    }

    /** The container has stopped before; what is unfinished is taken up from its intent. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(CLOSING_SECONDS_MAX, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
