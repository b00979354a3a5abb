package io.esteira.lab.doctor;

import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topic;
import io.esteira.contracts.Topic.Cleanup;
import io.esteira.contracts.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Every topic of {@link Topics}, its dead letters, and the topics that hand parked records back. */
record TopicsCheck(Brokers brokers) implements Check {

    private static final String START = "Start any process of the shop: it makes what is missing.";
    private static final long MESSAGE_BYTES = 4L << 20;

    @Override
    public String on() {
        return "topics";
    }

    @Override
    public void look(Findings findings) throws Exception {
        Set<String> there = brokers.topicNames();
        NavigableMap<String, Cleanup> wanted = wanted();
        List<String> present = wanted.keySet().stream().filter(there::contains).toList();
        if (present.isEmpty()) {
            findings.warn(
                    on(), "none of the " + wanted.size() + " topics is there: nothing was started here yet", START);
            return;
        }
        for (String name : wanted.keySet()) {
            if (!there.contains(name)) {
                findings.problem(on(), name + " is missing", START);
            }
        }
        Map<String, TopicDescription> topics = brokers.topics(present);
        NavigableMap<String, Map<String, String>> settings = brokers.settings(ConfigResource.Type.TOPIC, present);
        Replicas replicas = new Replicas(brokers.isCluster());
        for (String name : present) {
            TopicDescription topic = topics.get(name);
            Map<String, String> set = settings.getOrDefault(name, Map.of());
            if (topic != null) {
                replicas.look(on(), topic, set, findings);
            }
            keeping(name, wanted.getOrDefault(name, Cleanup.KEEP), set, findings);
        }
        partitions(topics, findings);
        if (findings.faults(on()) == 0) {
            findings.ok(on(), present.size() + " topics, each as it should be");
        }
    }

    private static NavigableMap<String, Cleanup> wanted() {
        NavigableMap<String, Cleanup> wanted = new TreeMap<>();
        for (Topic<?> topic : Topics.all()) {
            wanted.put(topic.name(), topic.cleanup());
            wanted.put(topic.deadLetterName(), Cleanup.KEEP);
        }
        Topics.consumers().forEach(consumer -> wanted.put(Topics.redriveName(consumer), Cleanup.KEEP));
        return wanted;
    }

    private void keeping(String name, Cleanup cleanup, Map<String, String> settings, Findings findings) {
        String policy = settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
        if (cleanup == Cleanup.COMPACT ? !policy.equals("compact") : policy.contains("compact")) {
            String should = cleanup == Cleanup.COMPACT ? "compact" : "delete";
            findings.problem(
                    on(),
                    name + " has cleanup.policy " + policy + ", should be " + should,
                    alter(name, "cleanup.policy=" + should));
        } else if (cleanup == Cleanup.KEEP) {
            retention(name, settings, findings);
        }
        long bytes = number(settings, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, MESSAGE_BYTES);
        if (bytes < MESSAGE_BYTES) {
            findings.problem(
                    on(),
                    name + " takes messages of " + bytes + " bytes at most; an order may have 2,000 lines",
                    alter(name, "max.message.bytes=" + MESSAGE_BYTES));
        }
        if (settings.getOrDefault(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "")
                .equals("true")) {
            findings.problem(
                    on(),
                    name + " lets a replica that lags become the leader",
                    alter(name, "unclean.leader.election.enable=false"));
        }
    }

    private void retention(String name, Map<String, String> settings, Findings findings) {
        long millis = number(settings, TopicConfig.RETENTION_MS_CONFIG, -1);
        long bytes = number(settings, TopicConfig.RETENTION_BYTES_CONFIG, -1);
        String advice = alter(name, "retention.ms=-1,retention.bytes=-1");
        if (bytes >= 0) {
            findings.problem(on(), name + " throws records away beyond " + bytes + " bytes", advice);
        } else if (millis >= 0 && millis < OrderId.IDEMPOTENCY_WINDOW.toMillis()) {
            findings.problem(
                    on(),
                    name + " throws records away after " + Words.time(millis) + ", before an order is done",
                    advice);
        } else if (millis >= 0) {
            findings.warn(
                    on(),
                    name + " throws records away after " + Words.time(millis) + "; tables cannot be rebuilt from there",
                    advice);
        }
    }

    /** An order's messages meet in one task only where its topics have equally many partitions; an SKU's too. */
    private void partitions(Map<String, TopicDescription> topics, Findings findings) {
        Map<String, NavigableMap<Integer, List<String>>> byKey = new HashMap<>();
        for (Topic<?> topic : Topics.all()) {
            TopicDescription found = topics.get(topic.name());
            if (found != null) {
                int count = found.partitions().size();
                byKey.computeIfAbsent(topic.keyName(), ignored -> new TreeMap<>())
                        .computeIfAbsent(count, ignored -> new ArrayList<>())
                        .add(topic.name());
            }
        }
        byKey.forEach((key, byCount) -> {
            if (byCount.size() > 1) {
                findings.problem(
                        on(),
                        "topics with the key " + key + " differ in partitions: " + byCount,
                        "Messages of one " + key + " miss each other. Stop the shop and make those topics anew with"
                                + " equally many; partitions of a running installation must never change.");
            }
        });
    }

    private static long number(Map<String, String> settings, String name, long otherwise) {
        String value = settings.get(name);
        return value == null ? otherwise : Long.parseLong(value);
    }

    private static String alter(String topic, String setting) {
        return "kafka-configs.sh --alter --topic " + topic + " --add-config " + setting;
    }
}
