package io.esteira.lab.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * What time it is elsewhere. Kafka has no request for that, but two answers betray it: the leading controller stamps the
 * description of its quorum with its own clock; and what brokers write into their internal topics bears their own time.
 * Of the second, one that grew while we looked was stamped between two looks; without that, only a clock that is ahead
 * shows.
 */
record ClocksCheck(Brokers brokers) implements Check {

    private static final long TOLERATED_MILLIS = 2_000;
    private static final long HARMFUL_MILLIS = 30_000;
    private static final int LOOKS = 5;
    private static final long BETWEEN_LOOKS_MILLIS = 200;

    @Override
    public String on() {
        return "clocks";
    }

    @Override
    public void look(Findings findings) throws Exception {
        controller(findings);
        brokers(findings);
    }

    private void controller(Findings findings) throws Exception {
        long before = System.currentTimeMillis();
        QuorumInfo quorum = brokers.ask(brokers.admin().describeMetadataQuorum().quorumInfo());
        long after = System.currentTimeMillis();
        quorum.voters().stream()
                .filter(voter -> voter.replicaId() == quorum.leaderId())
                .filter(voter -> voter.lastFetchTimestamp().isPresent())
                .findFirst()
                .ifPresent(leader -> {
                    long there = leader.lastFetchTimestamp().getAsLong();
                    tell("controller " + quorum.leaderId(), there - after, there - before, findings);
                });
    }

    private void brokers(Findings findings) throws Exception {
        Map<TopicPartition, Integer> leaders = leaders();
        long first = System.currentTimeMillis();
        Map<TopicPartition, Long> before = newest(leaders);
        Map<TopicPartition, Long> after = before;
        for (int i = 0; i < LOOKS && after.equals(before); i++) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
            after = newest(leaders);
        }
        long last = System.currentTimeMillis();
        NavigableMap<Integer, Long> written = new TreeMap<>();
        NavigableMap<Integer, Long> ahead = new TreeMap<>();
        for (Map.Entry<TopicPartition, Integer> each : leaders.entrySet()) {
            long stamp = after.getOrDefault(each.getKey(), -1L);
            if (stamp > before.getOrDefault(each.getKey(), -1L)) {
                written.merge(each.getValue(), stamp, Math::max);
            }
            ahead.merge(each.getValue(), stamp - last, Math::max);
        }
        brokers.nodes().forEach(node -> {
            Long stamp = written.get(node.id());
            long surelyAhead = ahead.getOrDefault(node.id(), -1L);
            if (stamp != null) {
                tell("broker " + node.id(), stamp - last, stamp - first, findings);
            } else if (surelyAhead > TOLERATED_MILLIS) {
                tell("broker " + node.id(), surelyAhead, surelyAhead, findings);
            } else {
                findings.ok(on(), "broker " + node.id() + " is not ahead; whether behind shows only while it is used");
            }
        });
    }

    /** @param leastMillis the difference is surely no less than this, and no more than {@code mostMillis} */
    private void tell(String who, long leastMillis, long mostMillis, Findings findings) {
        long surely = leastMillis > 0 ? leastMillis : Math.max(0, -mostMillis);
        String seen = who + " is " + Words.time(surely) + (leastMillis > 0 ? " ahead of" : " behind") + " this machine";
        String advice = "Run NTP or chrony on every machine: deadlines and the age of orders are reckoned by clocks.";
        if (surely > HARMFUL_MILLIS) {
            findings.problem(on(), seen, advice);
        } else if (surely > TOLERATED_MILLIS) {
            findings.warn(on(), seen, advice);
        } else {
            findings.ok(on(), who + " agrees with this machine");
        }
    }

    private Map<TopicPartition, Integer> leaders() throws Exception {
        List<String> internal = brokers.topicNames().stream()
                .filter(InternalTopicsCheck.KAFKAS_OWN::contains)
                .toList();
        Map<TopicPartition, Integer> leaders = new HashMap<>();
        for (TopicDescription topic : brokers.topics(internal).values()) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                if (partition.leader() != null && !partition.leader().isEmpty()) {
                    leaders.put(
                            new TopicPartition(topic.name(), partition.partition()),
                            partition.leader().id());
                }
            }
        }
        return leaders;
    }

    private Map<TopicPartition, Long> newest(Map<TopicPartition, Integer> partitions) throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.keySet().forEach(partition -> asked.put(partition, OffsetSpec.maxTimestamp()));
        Map<TopicPartition, Long> newest = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> each :
                brokers.ask(brokers.admin().listOffsets(asked).all()).entrySet()) {
            newest.put(each.getKey(), each.getValue().timestamp());
        }
        return newest;
    }
}
