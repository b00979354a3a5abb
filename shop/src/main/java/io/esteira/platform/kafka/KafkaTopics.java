package io.esteira.platform.kafka;

import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Every topic of {@link Topics} with its dead-letter topic, and the topic of each consumer that hands parked records back
 * to him, made if missing. Whoever needs topics takes this as a dependency and finds them there.
 */
public final class KafkaTopics {

    private static final short REPLICAS_IN_A_CLUSTER = 3;
    private static final long ASK_AGAIN_MILLIS = 50;

    private final KafkaClients clients;
    private final KafkaSettings settings;
    private final Map<String, Integer> partitions;
    private final short replicas;

    KafkaTopics(KafkaClients clients, KafkaSettings settings) {
        this.clients = clients;
        this.settings = settings;
        try (Admin admin = clients.admin()) {
            this.replicas = replicas(admin, settings);
            this.partitions = Map.copyOf(createMissing(admin, replicas, settings));
            createRedrives(admin, Topics.consumers());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka did not give the topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while making topics", e);
        }
    }

    /** Every partition of {@code topic}. */
    public List<TopicPartition> partitions(Topic<?> topic) {
        List<TopicPartition> all = new ArrayList<>();
        for (int partition = 0; partition < partitionCount(topic); partition++) {
            all.add(new TopicPartition(topic.name(), partition));
        }
        return all;
    }

    /** The topic that hands parked records back to {@code consumer}; made if {@link Topics} does not know him. */
    String redrive(String consumer) {
        if (!Topics.consumers().contains(consumer)) {
            try (Admin admin = clients.admin()) {
                createRedrives(admin, List.of(consumer));
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("Kafka did not make a topic for " + consumer, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while making a topic for " + consumer, e);
            }
        }
        return Topics.redriveName(consumer);
    }

    /** As many partitions as the topics that it stands for have: a record goes back to the partition that it came from. */
    private void createRedrives(Admin admin, List<String> consumers)
            throws ExecutionException, InterruptedException, TimeoutException {
        long timeoutMillis = settings.startupTimeout().toMillis();
        int most = Collections.max(partitions.values());
        List<NewTopic> topics = consumers.stream()
                .map(Topics::redriveName)
                .map(name -> layOut(name, most, TopicConfig.CLEANUP_POLICY_DELETE, replicas))
                .toList();
        create(admin, topics, timeoutMillis);
        var _ = countPartitions(admin, topics.stream().map(NewTopic::name).toList(), timeoutMillis);
    }

    /** Of every topic made here; whoever makes topics of his own keeps to it. */
    public short replicas() {
        return replicas;
    }

    public int partitionCount(Topic<?> topic) {
        Integer count = partitions.get(topic.name());
        if (count == null) {
            throw new IllegalArgumentException("No such topic: " + topic.name());
        }
        return count;
    }

    private static short replicas(Admin admin, KafkaSettings settings)
            throws ExecutionException, InterruptedException, TimeoutException {
        Short configured = settings.replicationFactor();
        if (configured != null) {
            return configured;
        }
        long timeoutMillis = settings.startupTimeout().toMillis();
        int brokers = admin.describeCluster()
                .nodes()
                .get(timeoutMillis, TimeUnit.MILLISECONDS)
                .size();
        return brokers >= REPLICAS_IN_A_CLUSTER ? REPLICAS_IN_A_CLUSTER : 1;
    }

    private static Map<String, Integer> createMissing(Admin admin, short replicas, KafkaSettings settings)
            throws ExecutionException, InterruptedException, TimeoutException {
        long timeoutMillis = settings.startupTimeout().toMillis();
        Set<String> existing = admin.listTopics().names().get(timeoutMillis, TimeUnit.MILLISECONDS);

        List<NewTopic> missing = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Topic<?> topic : Topics.all()) {
            for (NewTopic wanted : List.of(layOut(topic, replicas, settings), layOutDeadLetters(topic, replicas))) {
                names.add(wanted.name());
                if (!existing.contains(wanted.name())) {
                    missing.add(wanted);
                }
            }
        }
        create(admin, missing, timeoutMillis);
        return countPartitions(admin, names, timeoutMillis);
    }

    private static void create(Admin admin, List<NewTopic> topics, long timeoutMillis)
            throws ExecutionException, InterruptedException, TimeoutException {
        for (var creation : admin.createTopics(topics).values().entrySet()) {
            try {
                creation.getValue().get(timeoutMillis, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    /** A broker that was asked too soon does not know a topic that another broker just made. */
    private static Map<String, Integer> countPartitions(Admin admin, List<String> names, long timeoutMillis)
            throws ExecutionException, InterruptedException, TimeoutException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (true) {
            try {
                Map<String, Integer> counts = new HashMap<>();
                for (TopicDescription topic : admin.describeTopics(names)
                        .allTopicNames()
                        .get(timeoutMillis, TimeUnit.MILLISECONDS)
                        .values()) {
                    counts.put(topic.name(), topic.partitions().size());
                }
                return counts;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadlineNanos) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
            }
        }
    }

    private static NewTopic layOut(Topic<?> topic, short replicas, KafkaSettings settings) {
        Integer configured = settings.partitions();
        return layOut(
                topic.name(),
                configured != null ? configured : topic.partitions(),
                topic.cleanup() == Topic.Cleanup.COMPACT
                        ? TopicConfig.CLEANUP_POLICY_COMPACT
                        : TopicConfig.CLEANUP_POLICY_DELETE,
                replicas);
    }

    /** One partition: brokers and their followers look after each, used or not, and few records are ever parked. */
    private static NewTopic layOutDeadLetters(Topic<?> topic, short replicas) {
        return layOut(topic.deadLetterName(), 1, TopicConfig.CLEANUP_POLICY_DELETE, replicas);
    }

    private static NewTopic layOut(String name, int partitions, String cleanup, short replicas) {
        return new NewTopic(name, partitions, replicas)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        cleanup,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        replicas >= REPLICAS_IN_A_CLUSTER ? "2" : "1",
                        TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                        "false",
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        String.valueOf(KafkaSettings.MAX_MESSAGE_BYTES)));
    }
}
