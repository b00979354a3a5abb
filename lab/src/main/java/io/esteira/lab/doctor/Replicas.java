package io.esteira.lab.doctor;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * Whether a topic survives the loss of a broker, and whether it has already.
 *
 * @param several whether there are enough brokers for it to
 */
record Replicas(boolean several) {

    private static final int COPIES = 3;
    private static final int IN_SYNC = 2;

    void look(String on, TopicDescription topic, Map<String, String> settings, Findings findings) {
        String name = topic.name();
        List<TopicPartitionInfo> partitions = topic.partitions();
        int copies = partitions.stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        int inSync = Integer.parseInt(settings.getOrDefault(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1"));
        if (several && copies < COPIES) {
            findings.problem(
                    on,
                    name + " has " + Words.count(copies, "copy", "copies") + " of each record, should have " + COPIES,
                    "kafka-reassign-partitions.sh, with three replicas for each partition");
        }
        if (several && inSync < IN_SYNC) {
            findings.problem(
                    on,
                    name + " acknowledges records that one broker holds (min.insync.replicas " + inSync + ")",
                    "kafka-configs.sh --alter --topic " + name + " --add-config min.insync.replicas=" + IN_SYNC);
        }
        if (several && inSync >= copies) {
            findings.problem(
                    on,
                    name + " takes no records while any broker is away (min.insync.replicas " + inSync + " of " + copies
                            + ")",
                    "Raise the replicas, or lower min.insync.replicas below them.");
        }
        state(on, name, partitions, inSync, findings);
    }

    private static void state(
            String on, String name, List<TopicPartitionInfo> partitions, int inSync, Findings findings) {
        long offline =
                partitions.stream().filter(each -> isNobody(each.leader())).count();
        long closed = partitions.stream()
                .filter(each -> !isNobody(each.leader()) && each.isr().size() < inSync)
                .count();
        long behind = partitions.stream()
                .filter(each -> each.isr().size() < each.replicas().size())
                .count();
        String advice = "Bring the missing brokers back, or see why they do not keep up.";
        if (offline > 0) {
            findings.problem(
                    on, name + ": " + Words.count(offline, "partition", "partitions") + " without a leader", advice);
        }
        if (closed > 0) {
            findings.problem(
                    on,
                    name + ": " + Words.count(closed, "partition", "partitions") + " with too few replicas to write",
                    advice);
        }
        if (behind > offline + closed) {
            findings.warn(
                    on,
                    name + ": " + Words.count(behind, "partition", "partitions") + " with a replica behind",
                    advice);
        }
    }

    private static boolean isNobody(@Nullable Node node) {
        return node == null || node.isEmpty();
    }
}
