package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.ShopApplication;
import io.esteira.contracts.Json;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.JsonNode;

/** Two shops on one broker and one PostgreSQL that nobody else uses, so that both may go away. */
public final class ShopsInAnOutage implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path data = LocalStack.get().newDirectory();
    private final Credentials credentials = Credentials.in(data);
    private final BrokerCluster cluster = BrokerCluster.of(new BrokerCluster.Layout(1, data));
    private final LocalPostgres postgres;
    private final Shop first;
    private final Shop second;

    public ShopsInAnOutage() throws Exception {
        cluster.start();
        postgres = LocalPostgres.start(data, credentials.postgresPassword());
        first = new Shop("catalog,intake,orders,orderflow,storefront");
        second = new Shop("intake");
    }

    /** An answer to the last byte. */
    public record Reply(int status, @Nullable String retryAfter, String body) {

        public JsonNode json() {
            return Json.mapper().readTree(body);
        }

        public OrderId id() {
            assertThat(status).as(body).isEqualTo(201);
            return OrderId.of(json().path("id").asString());
        }
    }

    /** Takes orders, and does everything else that shows what became of them. */
    public Shop first() {
        return first;
    }

    /** Takes orders, and nothing else. */
    public Shop second() {
        return second;
    }

    public Broker broker() {
        return cluster.broker(1);
    }

    public LocalPostgres postgres() {
        return postgres;
    }

    public Connection connection() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    /** Everything runs, nothing is on its way, and both shops know it. */
    public void heal() throws Exception {
        postgres.resume();
        if (!broker().isAlive()) {
            broker().start();
        }
        broker().resume();
        broker().awaitReady();
        await("nothing waits in the spool").atMost(LONG).until(() -> first.spooled() == 0 && second.spooled() == 0);
        awaitFlow();
    }

    /** Until order flow has taken up all that stands in {@code orders.pending}. */
    public void awaitFlow() {
        try (Admin admin = first.bean(KafkaClients.class).admin()) {
            await("all orders are taken up").atMost(LONG).until(() -> {
                Map<TopicPartition, Long> taken = new HashMap<>();
                admin.listConsumerGroupOffsets("esteira-orderflow")
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .forEach((partition, offset) -> taken.put(partition, offset == null ? 0 : offset.offset()));
                return end().entrySet().stream()
                        .allMatch(each ->
                                each.getValue() == 0 || taken.getOrDefault(each.getKey(), 0L) >= each.getValue());
            });
        }
    }

    private Map<TopicPartition, Long> end() {
        try (Consumer<String, byte[]> reader = first.bean(KafkaClients.class).reader("test-end")) {
            return reader.endOffsets(first.bean(KafkaTopics.class).partitions(Topics.ORDERS_PENDING));
        }
    }

    /** How many records of each order stand in {@code orders.pending}. */
    public Map<OrderId, Integer> copies() {
        Map<OrderId, Integer> copies = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : all(Topics.ORDERS_PENDING)) {
            copies.merge(OrderId.of(record.key()), 1, Integer::sum);
        }
        return copies;
    }

    /** All that stands in {@code orders.pending} of one order, with time, headers and value of each record. */
    public List<String> recordsOf(OrderId id) {
        return all(Topics.ORDERS_PENDING).stream()
                .filter(record -> record.key().equals(id.toString()))
                .map(record -> record.partition() + " " + record.timestamp() + " " + record.headers() + " "
                        + new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** How often each order was taken up. */
    public Map<OrderId, Integer> takenUp() {
        Map<OrderId, Integer> takenUp = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : all(Topics.ORDERS_EVENTS)) {
            if (Topics.ORDERS_EVENTS.decode(record.value()) instanceof OrderEvent.OrderAccepted accepted) {
                takenUp.merge(accepted.orderId(), 1, Integer::sum);
            }
        }
        return takenUp;
    }

    private List<ConsumerRecord<String, byte[]>> all(Topic<?> topic) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (Consumer<String, byte[]> reader = first.bean(KafkaClients.class).reader("test-all")) {
            reader.assign(first.bean(KafkaTopics.class).partitions(topic));
            Map<TopicPartition, Long> end = reader.endOffsets(reader.assignment());
            while (end.entrySet().stream().anyMatch(each -> reader.position(each.getKey()) < each.getValue())) {
                reader.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    @Override
    public void close() {
        try {
            postgres.resume();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        broker().resume();
        second.close();
        first.close();
        postgres.close();
        cluster.close();
    }

    /** One shop in this process. */
    public final class Shop implements AutoCloseable {

        private final URI base;
        private final ConfigurableApplicationContext context;

        private Shop(String roles) throws IOException {
            int port = FreePort.onLoopback();
            base = URI.create("http://localhost:" + port);
            Map<String, Object> properties = new HashMap<>(new Surroundings(
                            cluster.bootstrapServers(),
                            postgres.jdbcUrl(),
                            postgres.username(),
                            postgres.password(),
                            "127.0.0.1",
                            1,
                            credentials)
                    .properties());
            properties.put("server.port", port);
            properties.put("server.address", "127.0.0.1");
            properties.put("esteira.roles", roles);
            properties.put("esteira.web.public-url", "http://localhost:1");
            properties.put("esteira.web.secure-cookies", false);
            properties.put("esteira.web.warm-up", "0s");
            properties.put("esteira.kafka.partitions", 4);
            properties.put(
                    "esteira.streams.state-dir", data.resolve("streams-" + port).toString());
            properties.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
            context = new SpringApplicationBuilder(ShopApplication.class)
                    .registerShutdownHook(false)
                    .initializers(fresh -> fresh.getEnvironment()
                            .getPropertySources()
                            .addFirst(new MapPropertySource("test", properties)))
                    .run();
        }

        public URI base() {
            return base;
        }

        public ShopClient client() {
            return new ShopClient(base, credentials.apiKey());
        }

        public <T> T bean(Class<T> type) {
            return context.getBean(type);
        }

        /** Orders that wait, as far as this shop knows. */
        public double spooled() {
            return gauge("esteira.spool.records");
        }

        public boolean hasGivenUpOnKafka() {
            return gauge("esteira.spool.kafka.away") == 1;
        }

        private double gauge(String name) {
            return bean(MeterRegistry.class).get(name).gauge().value();
        }

        public Reply place(String idempotencyKey, String json) {
            return send(request("/api/orders")
                    .header("Idempotency-Key", idempotencyKey)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json)));
        }

        /** Many at once, each under a key of its own that begins with {@code prefix}. */
        public List<Reply> placeAtOnce(String prefix, int orders, String json)
                throws InterruptedException, ExecutionException {
            List<Future<Reply>> placing = new ArrayList<>();
            try (ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < orders; i++) {
                    String key = prefix + "-" + i;
                    placing.add(buyers.submit(() -> place(key, json)));
                }
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> each : placing) {
                replies.add(each.get());
            }
            return replies;
        }

        /** Many in one request, as JSON lines. */
        public Reply placeBatch(byte[] lines) {
            return send(request("/api/orders/batch")
                    .header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(lines)));
        }

        public Reply get(String path) {
            return send(request(path).GET());
        }

        /** With a key that this shop has never seen. */
        public Reply getAsStranger(String path) {
            return send(request(path, "never-seen-" + UUID.randomUUID()).GET());
        }

        private HttpRequest.Builder request(String path) {
            return request(path, credentials.apiKey());
        }

        private HttpRequest.Builder request(String path, String key) {
            return HttpRequest.newBuilder(base.resolve(path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer " + key);
        }

        private Reply send(HttpRequest.Builder request) {
            try {
                HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
                return new Reply(
                        answer.statusCode(),
                        answer.headers().firstValue("Retry-After").orElse(null),
                        answer.body());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
