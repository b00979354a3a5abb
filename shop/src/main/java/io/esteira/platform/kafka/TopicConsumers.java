package io.esteira.platform.kafka;

import io.esteira.contracts.Topic;
import io.esteira.contracts.UnreadableMessage;
import io.esteira.platform.Phases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Consumers that take a topic's records in batches, in order within each partition, at least once.
 *
 * <p>The offset moves after the handler returned. While the handler throws, the batch is tried again, with growing
 * pauses and without end: what fails here is a database or a broker that is away, and it comes back. A record whose
 * bytes are no message is parked and passed.
 */
public final class TopicConsumers {

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** When a process dies, the others of its group, and itself when it comes back, wait for this long; brokers allow no less. */
    private static final int SESSION_TIMEOUT_MILLIS = 6_000;

    private static final int HEARTBEAT_MILLIS = 2_000;

    private final KafkaClients clients;
    private final DeadLetters deadLetters;

    @SuppressWarnings("unused") // the topics must be there before the first read
    TopicConsumers(KafkaClients clients, KafkaTopics topics, DeadLetters deadLetters) {
        this.clients = clients;
        this.deadLetters = deadLetters;
    }

    /**
     * A container to be registered as a bean, so that it starts and stops with the application.
     *
     * @param group the consumer group; one for each purpose
     * @param maxBatch records at most in a batch
     * @param handler must be safe to call again with the same batch, and from one thread for each of {@code threads}
     */
    public MessageListenerContainer batches(
            String group, List<Topic<?>> topics, int threads, int maxBatch, Consumer<List<Received<?>>> handler) {
        return positionedBatches(group, topics, threads, maxBatch, batch -> {
            if (!batch.messages().isEmpty()) {
                handler.accept(batch.messages());
            }
        });
    }

    /** As {@link #batches}, for those who keep account of how far they are; called also where nothing was readable. */
    public MessageListenerContainer positionedBatches(
            String group, List<Topic<?>> topics, int threads, int maxBatch, Consumer<Batch> handler) {
        Map<String, Topic<?>> byName = topics.stream().collect(Collectors.toMap(Topic::name, Function.identity()));
        ContainerProperties properties = new ContainerProperties(byName.keySet().toArray(String[]::new));
        properties.setGroupId(group);
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        Map<TopicPartition, Long> parked = new ConcurrentHashMap<>();
        properties.setMessageListener((BatchMessageListener<String, byte[]>)
                records -> handler.accept(new Batch(readable(group, byName, records, parked), nextOffsets(records))));

        Map<String, Object> config = clients.consumerConfig();
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxBatch);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        var container = new ConcurrentMessageListenerContainer<String, byte[]>(
                new DefaultKafkaConsumerFactory<>(config), properties);
        container.setBeanName(group);
        container.setConcurrency(threads);
        container.setPhase(Phases.WORK);
        container.setCommonErrorHandler(triesAgain());
        return container;
    }

    /** @param parked the last offset parked of each partition: a batch that is tried again is not parked again */
    private List<Received<?>> readable(
            String group,
            Map<String, Topic<?>> topics,
            List<ConsumerRecord<String, byte[]>> records,
            Map<TopicPartition, Long> parked) {
        List<Received<?>> readable = new ArrayList<>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            Topic<?> topic = topics.get(record.topic());
            if (topic == null) {
                throw new IllegalStateException("Not subscribed to " + record.topic());
            }
            try {
                readable.add(Received.of(topic, record));
            } catch (UnreadableMessage e) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() > parked.getOrDefault(partition, -1L)) {
                    deadLetters.park(record, group, String.valueOf(e.getMessage()));
                    parked.put(partition, record.offset());
                }
            }
        }
        return readable;
    }

    private static Map<TopicPartition, Long> nextOffsets(List<ConsumerRecord<String, byte[]>> records) {
        Map<TopicPartition, Long> next = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            next.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
        }
        return next;
    }

    /** Whatever was thrown: by itself the handler would pass a whole batch over what it takes for faults of ours. */
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
