package io.esteira.lab.doctor;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Who reads, and how far behind. */
record GroupsCheck(Brokers brokers) implements Check {

    /** What a whole installation has under its usual names. */
    private static final List<String> USUAL =
            List.of("esteira-orderflow", "orders", "billing", "notifications", "payments", "payments-missed");

    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Duration STANDING = Duration.ofMinutes(10);

    @Override
    public String on() {
        return "readers";
    }

    @Override
    public void look(Findings findings) throws Exception {
        NavigableMap<String, GroupListing> groups = new TreeMap<>();
        for (GroupListing group :
                brokers.ask(brokers.admin().listGroups(new ListGroupsOptions()).all())) {
            groups.put(group.groupId(), group);
        }
        if (USUAL.stream().noneMatch(groups::containsKey)) {
            findings.warn(on(), "nobody of the shop has ever read here", "Start the shop.");
            return;
        }
        for (String usual : USUAL) {
            if (!groups.containsKey(usual)) {
                findings.warn(on(), usual + " has never read here", "See that its role runs somewhere.");
            }
        }
        for (GroupListing group : groups.values()) {
            look(group, findings);
        }
    }

    private void look(GroupListing group, Findings findings) throws Exception {
        String name = group.groupId();
        Map<TopicPartition, Long> positions =
                group.type().orElse(GroupType.UNKNOWN) == GroupType.SHARE ? sharePositions(name) : positions(name);
        Map<TopicPartition, Long> unread = unread(positions);
        long lag = unread.values().stream().mapToLong(Long::longValue).sum();
        boolean nobody = group.groupState().orElse(GroupState.UNKNOWN) == GroupState.EMPTY;
        Map<TopicPartition, Long> from = new HashMap<>();
        unread.keySet().forEach(partition -> from.put(partition, positions.get(partition)));
        OptionalLong oldest = Unread.oldestMillis(brokers.connection(), from);
        String behind = oldest.isEmpty()
                ? "has read everything"
                : "is " + Words.count(lag, "record", "records") + " behind, the oldest "
                        + Words.time(Math.max(0, System.currentTimeMillis() - oldest.getAsLong())) + " old";
        long ageMillis = oldest.isEmpty() ? 0 : System.currentTimeMillis() - oldest.getAsLong();
        String seen = name + " " + behind + (nobody ? "; nobody reads now" : "");
        String advice = nobody
                ? "See that a process with this role runs."
                : "See whether it fails (its log, dead letters) or needs more processes.";
        if (ageMillis > STANDING.toMillis()) {
            findings.problem(on(), seen, advice);
        } else if (nobody || ageMillis > LATE.toMillis()) {
            findings.warn(on(), seen, advice);
        } else {
            findings.ok(on(), seen);
        }
    }

    private Map<TopicPartition, Long> positions(String group) throws Exception {
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (Map.Entry<TopicPartition, @Nullable OffsetAndMetadata> each : brokers.ask(
                        brokers.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .entrySet()) {
            OffsetAndMetadata offset = each.getValue();
            if (offset != null) {
                positions.put(each.getKey(), offset.offset());
            }
        }
        return positions;
    }

    private Map<TopicPartition, Long> sharePositions(String group) throws Exception {
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (Map.Entry<TopicPartition, @Nullable SharePartitionOffsetInfo> each : brokers.ask(brokers.admin()
                        .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                        .partitionsToOffsetInfo(group))
                .entrySet()) {
            SharePartitionOffsetInfo offset = each.getValue();
            if (offset != null && offset.startOffset() >= 0) {
                positions.put(each.getKey(), offset.startOffset());
            }
        }
        return positions;
    }

    /** By partition, where there is anything behind the position: records, or only the marks of transactions. */
    private Map<TopicPartition, Long> unread(Map<TopicPartition, Long> positions) throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        positions.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> unread = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : brokers.ask(brokers.admin()
                        .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .entrySet()) {
            long lag = end.getValue().offset() - positions.getOrDefault(end.getKey(), 0L);
            if (lag > 0) {
                unread.put(end.getKey(), lag);
            }
        }
        return unread;
    }
}
