package io.esteira.lab.doctor;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** Offsets, transactions, share groups and the stores of Kafka Streams: as precious as orders. */
record InternalTopicsCheck(Brokers brokers) implements Check {

    static final Set<String> KAFKAS_OWN = Set.of("__consumer_offsets", "__transaction_state", "__share_group_state");

    private static final String STORE = "-changelog";

    @Override
    public String on() {
        return "internal topics";
    }

    @Override
    public void look(Findings findings) throws Exception {
        List<String> names = brokers.topicNames().stream()
                .filter(name -> KAFKAS_OWN.contains(name) || name.endsWith(STORE))
                .sorted()
                .toList();
        Map<String, TopicDescription> topics = brokers.topics(names);
        NavigableMap<String, Map<String, String>> settings = brokers.settings(ConfigResource.Type.TOPIC, names);
        Replicas replicas = new Replicas(brokers.isCluster());
        topics.forEach((name, topic) -> replicas.look(on(), topic, settings.getOrDefault(name, Map.of()), findings));
        if (findings.faults(on()) == 0) {
            findings.ok(
                    on(),
                    names.isEmpty()
                            ? "none yet; they are made as the brokers' settings say"
                            : Words.count(names.size(), "topic", "topics") + ", stores among them: "
                                    + names.stream()
                                            .filter(name -> name.endsWith(STORE))
                                            .count());
        }
    }
}
