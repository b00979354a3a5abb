package io.esteira.orderflow;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import io.esteira.platform.kafka.KafkaSettings;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams as this flow needs it: exactly once, soon, and quick to take up again after a crash. */
final class StreamsProperties {

    private static final int COMMIT_INTERVAL_MILLIS = 100;

    /** Without work the thread looks up this often, or a commit that is due would wait. */
    private static final int POLL_MILLIS = 20;

    private static final int RETRY_MILLIS = 20;
    private static final int SESSION_TIMEOUT_MILLIS = 6_000;
    private static final int TRANSACTION_TIMEOUT_MILLIS = 6_000;
    private static final int HEARTBEAT_MILLIS = 2_000;
    private static final int BATCH_BYTES = 128 * 1024;

    /** Not the 100 ms of Kafka Streams: whatever is still here when the transaction ends, its commit must wait for. */
    private static final int LINGER_MILLIS = 10;

    static Properties of(Map<String, Object> connection, short replicas, StreamsSettings settings) {
        Properties config = new Properties();
        config.putAll(connection);
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        config.put(StreamsConfig.CLIENT_ID_CONFIG, settings.applicationId());
        config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MILLIS);
        config.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        // The decisions take messages in any order, so no partition needs to wait for another.
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class);
        config.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        // The newer protocol, "streams", knows no standby replicas from the client's side yet.
        config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");

        config.put(consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MILLIS);
        config.put(consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MILLIS);
        config.put(consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), KafkaSettings.MAX_MESSAGE_BYTES);
        if (settings.instanceId() != null) {
            config.put(consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), settings.instanceId());
        }
        // What a dead process had begun is in everybody's way until then; the brokers look for such once in a while.
        config.put(producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MILLIS);
        // A transaction often begins before the broker has finished the last one, and must then try again.
        config.put(producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_MILLIS);
        config.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), KafkaSettings.MAX_MESSAGE_BYTES);
        config.put(producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        config.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        config.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MILLIS);
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) replicas);
        // The stores' own topics hold whole orders too.
        config.put(topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), KafkaSettings.MAX_MESSAGE_BYTES);
        return config;
    }

    private StreamsProperties() {}
}
