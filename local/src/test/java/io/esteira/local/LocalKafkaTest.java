package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaTest {

    @Test
    void aSecondStartOnOtherPortsKeepsTheRecords(@TempDir Path data) throws Exception {
        int port;
        try (LocalKafka first = LocalKafka.start(data)) {
            HeldStack.write(first, "first run");
            port = port(first);
        }
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                LocalKafka second = LocalKafka.start(data)) {
            assertThat(port(second)).isNotEqualTo(taken.getLocalPort());
            HeldStack.write(second, "second run");
            assertThat(values(second)).containsExactly("first run", "second run");
        }
    }

    @Test
    void aShareGroupConsumesAndATransactionCommits() throws Exception {
        String bootstrapServers = LocalStack.get().bootstrapServers();
        String topic = "shared-" + System.nanoTime();
        Map<String, Object> connection = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(connection)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, topic);
            admin.incrementalAlterConfigs(Map.of(
                            group,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", topic),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, "key", "committed"));
            producer.commitTransaction();
            sent.get();
        }
        List<String> received = new ArrayList<>();
        try (KafkaShareConsumer<String, String> consumer = new KafkaShareConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "group.id", topic),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            Awaitility.await().atMost(Patience.LONG).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> received.add(record.value()));
                return !received.isEmpty();
            });
        }
        assertThat(received).containsExactly("committed");
    }

    @Test
    void topicsAreOnlyMadeOnPurpose() throws Exception {
        assertThat(brokerSetting("auto.create.topics.enable")).isEqualTo("false");
    }

    @Test
    void nothingIsForgottenByAge() throws Exception {
        assertThat(brokerSetting("log.retention.ms")).isEqualTo("-1");
        assertThat(brokerSetting("offsets.retention.minutes")).isEqualTo(String.valueOf(Integer.MAX_VALUE));
    }

    @Test
    void anOrderOfTwoThousandLinesFitsIntoAMessage() throws Exception {
        assertThat(Integer.parseInt(brokerSetting("message.max.bytes"))).isEqualTo(4 * 1024 * 1024);
    }

    private static String brokerSetting(String name) throws Exception {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", (Object) LocalStack.get().bootstrapServers()))) {
            return admin.describeConfigs(List.of(broker)).values().values().stream()
                    .findFirst()
                    .orElseThrow()
                    .get()
                    .get(name)
                    .value();
        }
    }

    static List<String> values(LocalKafka kafka) {
        TopicPartition partition = new TopicPartition(HeldStack.TOPIC, 0);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }

    private static int port(LocalKafka kafka) {
        return Integer.parseInt(kafka.bootstrapServers().split(":", -1)[1]);
    }
}
