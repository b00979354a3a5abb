package io.esteira.lab.doctor;

import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Records that could not be processed, as topics hold them: also those that staff has dealt with since. */
record DeadLettersCheck(Brokers brokers) implements Check {

    @Override
    public String on() {
        return "dead letters";
    }

    @Override
    public void look(Findings findings) throws Exception {
        Set<String> there = brokers.topicNames();
        List<String> names = Topics.all().stream()
                .map(Topic::deadLetterName)
                .filter(there::contains)
                .toList();
        Map<TopicPartition, OffsetSpec> first = new HashMap<>();
        Map<TopicPartition, OffsetSpec> last = new HashMap<>();
        for (TopicDescription topic : brokers.topics(names).values()) {
            topic.partitions().forEach(each -> {
                TopicPartition partition = new TopicPartition(topic.name(), each.partition());
                first.put(partition, OffsetSpec.earliest());
                last.put(partition, OffsetSpec.latest());
            });
        }
        Map<TopicPartition, ListOffsetsResultInfo> begins =
                brokers.ask(brokers.admin().listOffsets(first).all());
        NavigableMap<String, Long> byTopic = new TreeMap<>();
        brokers.ask(brokers.admin().listOffsets(last).all()).forEach((partition, end) -> {
            ListOffsetsResultInfo begin = begins.get(partition);
            long count = end.offset() - (begin == null ? 0 : begin.offset());
            if (count > 0) {
                byTopic.merge(partition.topic(), count, Long::sum);
            }
        });
        if (byTopic.isEmpty()) {
            findings.ok(on(), "none was ever written");
        } else {
            findings.ok(on(), "ever written, marks of transactions included: " + byTopic);
        }
    }
}
