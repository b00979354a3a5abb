package io.esteira.platform.spool;

import io.esteira.contracts.Message;
import io.esteira.contracts.Topic;
import io.esteira.platform.web.Problem;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A record on its way to where it is safe. */
public final class Writing<V extends Message> {

    private final DurableWriter writer;
    private final Topic<V> topic;
    private final SpoolRecord record;
    private final @Nullable CompletableFuture<RecordMetadata> sent;
    private final boolean tried;

    /**
     * @param sent null where nobody waits for Kafka
     * @param tried whether Kafka may have it all the same
     */
    Writing(
            DurableWriter writer,
            Topic<V> topic,
            SpoolRecord record,
            @Nullable CompletableFuture<RecordMetadata> sent,
            boolean tried) {
        this.writer = writer;
        this.topic = topic;
        this.record = record;
        this.sent = sent;
        this.tried = tried;
    }

    /** As {@link DurableWriter#write}. */
    public Written<V> await() {
        return writer.await(this, true);
    }

    /**
     * As {@link #await()}, but without the detour through the spool, for those who have just seen that it is closed.
     *
     * @throws Problem 503 if Kafka has not taken the record
     */
    public Written<V> awaitTopic() {
        return writer.await(this, false);
    }

    Topic<V> topic() {
        return topic;
    }

    SpoolRecord record() {
        return record;
    }

    @Nullable
    CompletableFuture<RecordMetadata> sent() {
        return sent;
    }

    boolean isTried() {
        return tried;
    }
}
