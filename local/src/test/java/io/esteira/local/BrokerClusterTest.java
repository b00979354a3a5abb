package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerClusterTest {

    private static final Duration FAILOVER = Patience.LONG;

    @Test
    void threeBrokersGoOnWithoutOneAndTakeItIn(@TempDir Path data) throws Exception {
        try (BrokerCluster cluster = BrokerCluster.of(new BrokerCluster.Layout(3, data))) {
            cluster.start();
            Map<String, Object> connection =
                    Map.of("bootstrap.servers", cluster.bootstrapServers(), "acks", "all", "request.timeout.ms", 2000);
            try (Admin admin = Admin.create(connection);
                    KafkaProducer<String, String> producer =
                            new KafkaProducer<>(connection, new StringSerializer(), new StringSerializer())) {
                admin.createTopics(List.of(new NewTopic("kept", 3, (short) 3)))
                        .all()
                        .get();
                write(producer, "with three");

                cluster.broker(2).kill();
                assertThat(cluster.broker(2).isAlive()).isFalse();
                write(producer, "without the second");
                await("it is out of sync")
                        .atMost(FAILOVER)
                        .until(() -> inSync(admin).equals(List.of(2, 2, 2)));

                cluster.broker(2).start();
                await("it has caught up")
                        .atMost(FAILOVER)
                        .until(() -> inSync(admin).equals(List.of(3, 3, 3)));

                cluster.broker(1).pause();
                write(producer, "while the first stands still");
                cluster.broker(1).resume();
                await("it has caught up")
                        .atMost(FAILOVER)
                        .until(() -> inSync(admin).equals(List.of(3, 3, 3)));
            }
        }
    }

    private static void write(KafkaProducer<String, String> producer, String value)
            throws ExecutionException, InterruptedException {
        for (int partition = 0; partition < 3; partition++) {
            producer.send(new ProducerRecord<>("kept", partition, "key", value)).get();
        }
    }

    private static List<Integer> inSync(Admin admin) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of("kept")).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(TopicPartitionInfo::isr)
                .map(List::size)
                .toList();
    }
}
