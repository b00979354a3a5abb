package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.local.ShopClient.Item;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./esteira up --brokers 3 --instances 2}: nothing depends on any one broker. */
class ThreeBrokersTest {

    private static final Duration SOON = Patience.LONG;
    private static final String SKU = "THRICE";

    @Test
    void ordersGoOnWithoutABrokerThatIsStartedAgain(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        try (ShopProcess shop = ShopProcess.start(data, "--brokers", "3", "--instances", "2")) {
            ShopClient client = shop.client();
            client.offer(SKU, "19.90", 1000);
            buy(client, "all are there", 5);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers(data)))) {
                assertThat(topics(admin))
                        .extracting(TopicDescription::name)
                        .contains("orders.pending", "__consumer_offsets", "__transaction_state", "__share_group_state");
                assertThat(topics(admin))
                        .allSatisfy(topic -> assertThat(topic.partitions())
                                .allSatisfy(partition ->
                                        assertThat(partition.replicas()).hasSize(3)));
                assertThat(minimaInSync(admin)).containsOnly("2");

                process(shop, "broker-2.properties").destroyForcibly();
                buy(client, "one is gone", 20);
                await("it is started again and has caught up")
                        .atMost(SOON)
                        .until(() -> topics(admin).stream()
                                .flatMap(topic -> topic.partitions().stream())
                                .map(TopicPartitionInfo::isr)
                                .allMatch(inSync -> inSync.size() == 3));
            }
            assertThat(shop.said()).contains("broker-2 ended (exit code 137); starting it again");

            process(shop, "instances/2/").destroyForcibly();
            await("it is started again")
                    .atMost(SOON)
                    .until(() -> shop.said().contains("instance-2 ended (exit code 137); starting it again"));
            buy(client, "the other shop is gone", 5);

            List<ProcessHandle> children = shop.descendants();
            assertThat(children).hasSizeGreaterThanOrEqualTo(3);
            ProcessHandle postgres = LocalPostgresTest.serverProcess(data);
            shop.killParent();
            await("no process of ours is left")
                    .atMost(SOON)
                    .until(() -> !postgres.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            LocalPostgres.stopLeftover(data.toRealPath());
        }
    }

    private static void buy(ShopClient client, String name, int orders) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < orders; number++) {
            ShopClient.Answer answer =
                    client.place(name + number, ShopClient.order("ana@example.com", "tok_approved", new Item(SKU, 1)));
            assertThat(answer.status()).as(() -> answer.body().toString()).isEqualTo(201);
            ids.add(answer.text("id"));
        }
        for (String id : ids) {
            await("confirmed")
                    .atMost(SOON)
                    .until(() -> client.get("/api/orders/" + id).text("status").equals("CONFIRMED"));
        }
    }

    private static Collection<TopicDescription> topics(Admin admin) throws ExecutionException, InterruptedException {
        return admin.describeTopics(admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names()
                        .get())
                .allTopicNames()
                .get()
                .values();
    }

    private static List<String> minimaInSync(Admin admin) throws ExecutionException, InterruptedException {
        List<ConfigResource> topics = topics(admin).stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                .toList();
        return admin.describeConfigs(topics).all().get().values().stream()
                .map(config -> config.get("min.insync.replicas").value())
                .toList();
    }

    private static String bootstrapServers(Path data) throws IOException {
        Properties broker = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("brokers").resolve("broker-1.properties"))) {
            broker.load(reader);
        }
        return broker.getProperty("advertised.listeners").replaceAll(".*PLAINTEXT://([^,]*).*", "$1");
    }

    private static ProcessHandle process(ShopProcess shop, String word) {
        return shop.descendants().stream()
                .filter(process -> process.info().commandLine().orElse("").contains(word))
                .findFirst()
                .orElseThrow();
    }
}
