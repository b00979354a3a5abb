package io.esteira.platform.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes Kafka clients that are configured as this system needs them: writes wait for all replicas in sync and are not
 * doubled by the producer's own retries, reads see only what was committed.
 */
public final class KafkaClients {

    private static final int PATIENT_BYTES = 1024 * 1024;

    private final Map<String, Object> connection;
    private final KafkaSettings settings;

    KafkaClients(Map<String, Object> connection, KafkaSettings settings) {
        this.connection = Map.copyOf(connection);
        this.settings = settings;
    }

    /** The settings every client needs to reach the brokers. */
    public Map<String, Object> connection() {
        return connection;
    }

    public Admin admin() {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, "esteira-admin");
        return Admin.create(config);
    }

    public Producer<String, byte[]> producer(String clientId) {
        return producer(clientId, settings.sendTimeout());
    }

    /** @param maxBlock how long {@code send} may hold its caller while brokers are unknown or the buffer is full */
    public Producer<String, byte[]> producer(String clientId, Duration maxBlock) {
        Map<String, Object> config = new HashMap<>(connection);
        int sendTimeoutMillis = Math.toIntExact(settings.sendTimeout().toMillis());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // Kafka's own default since 4.0 (KIP-1030), here lest it change unnoticed: with less, requests are many and
        // small.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, KafkaSettings.MAX_MESSAGE_BYTES);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, maxBlock.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, sendTimeoutMillis / 2));
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, sendTimeoutMillis);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    /** A consumer without a group: whoever makes it says which partitions it reads, and from where. */
    public Consumer<String, byte[]> reader(String clientId) {
        return reader(clientId, Map.of());
    }

    /**
     * As {@link #reader(String)}, for whoever can wait: each request that asks for little costs the brokers as much as one
     * that asks for a lot.
     *
     * @param patience how long a broker keeps what is new until there is more of it
     */
    public Consumer<String, byte[]> patientReader(String clientId, Duration patience) {
        return reader(
                clientId,
                Map.of(
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        PATIENT_BYTES,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        Math.toIntExact(patience.toMillis())));
    }

    private Consumer<String, byte[]> reader(String clientId, Map<String, Object> further) {
        Map<String, Object> config = consumerConfig();
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.putAll(further);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** The settings of a consumer that reads what was committed and commits its offsets itself. */
    public Map<String, Object> consumerConfig() {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, KafkaSettings.MAX_MESSAGE_BYTES);
        return config;
    }
}
