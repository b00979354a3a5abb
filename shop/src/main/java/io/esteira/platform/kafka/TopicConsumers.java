package io.esteira.platform.kafka;

import io.esteira.contracts.Message;
import io.esteira.contracts.Topic;
import io.esteira.platform.Phases;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Consumers that take a topic's records in batches, in order within each partition, at least once.
 *
 * <p>The offset moves after the handler returned, and is committed within two seconds. While the handler throws because
 * the database or the broker is away, the batch is tried again, with growing pauses and without end. A record that fails
 * for any other reason, or whose bytes are no message, is parked after a few tries, and so are the later ones of its
 * order; all others flow on. Each group also reads the topic that hands its parked records back to it.
 */
public final class TopicConsumers {

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** When a process dies, the others of its group, and itself when it comes back, wait for this long; brokers allow no less. */
    private static final int SESSION_TIMEOUT_MILLIS = 6_000;

    private static final int HEARTBEAT_MILLIS = 2_000;

    /**
     * After a batch, so that under load the next is larger: each costs the broker requests and the database a
     * transaction, whatever is in it. Whoever waits for a record has it at once.
     */
    private static final int GATHERING_MILLIS = 50;

    /** A commit is a record that brokers replicate. What came meanwhile comes again after a crash, as it may anyway. */
    private static final int COMMIT_EVERY_MILLIS = 1_000;

    private final KafkaClients clients;
    private final KafkaTopics topics;
    private final DeadLetters deadLetters;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final MeterRegistry meters;

    TopicConsumers(
            KafkaClients clients,
            KafkaTopics topics,
            DeadLetters deadLetters,
            JdbcClient jdbc,
            TransactionOperations transactions,
            MeterRegistry meters) {
        this.clients = clients;
        this.topics = topics;
        this.deadLetters = deadLetters;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.meters = meters;
    }

    /**
     * A container to be registered as a bean, so that it starts and stops with the application.
     *
     * @param group the consumer group; one for each purpose
     * @param maxBatch records at most in a batch
     * @param handler must be safe to call again with the same batch or a part of it, and from one thread for each of
     *     {@code threads}
     */
    public MessageListenerContainer batches(
            String group, List<Topic<?>> topics, int threads, int maxBatch, Consumer<List<Received<?>>> handler) {
        return positionedBatches(group, topics, threads, maxBatch, ofMessages(handler));
    }

    /** @param unheeded kinds of messages that the handler has no use for: they are not handed to it, nor even read */
    public MessageListenerContainer batches(
            String group,
            List<Topic<?>> topics,
            int threads,
            int maxBatch,
            Set<Class<? extends Message>> unheeded,
            Consumer<List<Received<?>>> handler) {
        return container(group, topics, true, Unheeded.of(unheeded), threads, maxBatch, ofMessages(handler));
    }

    /** As {@link #batches}, where records of one order do not wait for each other: one that is parked stops no other. */
    public MessageListenerContainer independentBatches(
            String group, List<Topic<?>> topics, int threads, int maxBatch, Consumer<List<Received<?>>> handler) {
        return container(group, topics, false, Unheeded.NOTHING, threads, maxBatch, ofMessages(handler));
    }

    /** As {@link #batches}, for those who keep account of how far they are; called also where nothing was readable. */
    public MessageListenerContainer positionedBatches(
            String group, List<Topic<?>> topics, int threads, int maxBatch, Consumer<Batch> handler) {
        return container(group, topics, true, Unheeded.NOTHING, threads, maxBatch, handler);
    }

    /**
     * A container for records that are no messages. Nothing is parked: whatever the handler throws, the batch comes again.
     */
    public MessageListenerContainer records(
            String group, List<String> names, int maxBatch, BatchMessageListener<byte[], byte[]> handler) {
        ContainerProperties properties = new ContainerProperties(names.toArray(String[]::new));
        properties.setMessageListener(handler);
        Map<String, Object> config = clients.consumerConfig();
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return container(group, properties, config, 1, maxBatch);
    }

    private MessageListenerContainer container(
            String group,
            List<Topic<?>> from,
            boolean ordered,
            Unheeded unheeded,
            int threads,
            int maxBatch,
            Consumer<Batch> handler) {
        Map<String, Topic<?>> byName = from.stream().collect(Collectors.toMap(Topic::name, Function.identity()));
        String redriveTopic = topics.redrive(group);
        List<String> names = new ArrayList<>(byName.keySet());
        names.add(redriveTopic);
        ContainerProperties properties = new ContainerProperties(names.toArray(String[]::new));
        ParkedRecords rows = new ParkedRecords(jdbc, group);
        Gauge.builder("esteira.dead_letters.held_back", rows::heldBack)
                .description("Orders that wait behind a parked record, all processes together")
                .tag("consumer", group)
                .register(meters);
        properties.setMessageListener(new ParkingListener(
                redriveTopic, byName, ordered, unheeded, new Parking(group, rows, transactions, deadLetters), handler));
        return container(group, properties, clients.consumerConfig(), threads, maxBatch);
    }

    private static MessageListenerContainer container(
            String group, ContainerProperties properties, Map<String, Object> config, int threads, int maxBatch) {
        properties.setGroupId(group);
        properties.setAckMode(ContainerProperties.AckMode.TIME);
        properties.setAckTime(COMMIT_EVERY_MILLIS);
        properties.setPollTimeout(COMMIT_EVERY_MILLIS);
        properties.setIdleBetweenPolls(GATHERING_MILLIS);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxBatch);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        var container = new ConcurrentMessageListenerContainer<Object, byte[]>(
                new DefaultKafkaConsumerFactory<>(config), properties);
        container.setBeanName(group);
        container.setConcurrency(threads);
        container.setPhase(Phases.WORK);
        container.setCommonErrorHandler(triesAgain());
        return container;
    }

    private static Consumer<Batch> ofMessages(Consumer<List<Received<?>>> handler) {
        return batch -> {
            if (!batch.messages().isEmpty()) {
                handler.accept(batch.messages());
            }
        };
    }

    /** Whatever was thrown: by itself the handler would pass a whole batch over what it takes for faults of the record. */
    private static DefaultErrorHandler triesAgain() {
        DefaultErrorHandler handler = new DefaultErrorHandler(patience());
        handler.setClassifications(Map.of(), true);
        return handler;
    }

    private static ExponentialBackOff patience() {
        ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE_MILLIS, 2);
        pauses.setMaxInterval(LONGEST_PAUSE_MILLIS);
        return pauses;
    }
}
