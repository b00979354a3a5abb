package io.esteira.payments;

import static org.awaitility.Awaitility.await;

import io.esteira.ShopApplication;
import io.esteira.contracts.CloudEvents;
import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.PaymentEvent;
import io.esteira.contracts.PaymentInstrument;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.Topics;
import io.esteira.local.LocalKafka;
import io.esteira.local.LocalStack;
import io.esteira.local.Patience;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Payments alone, on a broker and a database of their own: a second process in the share group of the same name would
 * take requests away. One for all tests.
 */
final class PaymentsOnKafka {

    static final Duration PATIENCE = Patience.LONG;
    static final PaymentRequest BEFORE_THE_FIRST_START = capture("early", "tok_approved");

    private static final int PARTITIONS = 2;

    private final LocalKafka kafka;
    private final Producer<String, byte[]> producer;
    private final Consumer<String, byte[]> events;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();
    private final String jdbcUrl = LocalStack.get().newDatabase();
    private final ConfigurableApplicationContext shop;

    private PaymentsOnKafka() throws Exception {
        kafka = LocalKafka.start(LocalStack.get().newDirectory());
        producer = new KafkaProducer<>(connection(), new StringSerializer(), new ByteArraySerializer());
        try (Admin admin = Admin.create(connection())) {
            admin.createTopics(List.of(
                            topic(Topics.PAYMENTS_REQUESTS.name()),
                            topic(Topics.PAYMENTS_EVENTS.name()),
                            topic(Topics.PAYMENTS_REQUESTS.deadLetterName())))
                    .all()
                    .get();
        }
        send(BEFORE_THE_FIRST_START);
        events = new KafkaConsumer<>(connection(), new StringDeserializer(), new ByteArrayDeserializer());
        events.assign(List.of(
                new TopicPartition(Topics.PAYMENTS_EVENTS.name(), 0),
                new TopicPartition(Topics.PAYMENTS_EVENTS.name(), 1),
                new TopicPartition(Topics.PAYMENTS_REQUESTS.deadLetterName(), 0),
                new TopicPartition(Topics.PAYMENTS_REQUESTS.deadLetterName(), 1)));
        events.seekToBeginning(events.assignment());
        shop = new SpringApplicationBuilder(ShopApplication.class)
                .properties(Map.of(
                        "esteira.roles", "payments",
                        "esteira.payments.lease", "1s",
                        "esteira.payments.missed-after", "2s",
                        "esteira.kafka.partitions", PARTITIONS,
                        "esteira.web.public-url", "http://localhost",
                        "esteira.web.link-secret", "a secret that is at least 32 characters long",
                        "spring.datasource.username", LocalStack.get().username(),
                        "spring.datasource.password", LocalStack.get().password(),
                        "spring.mail.host", "localhost"))
                .run(
                        "--server.port=0",
                        "--esteira.shutdown.drain=0s",
                        "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--spring.datasource.url=" + jdbcUrl,
                        "--spring.datasource.hikari.connection-timeout=1000");
        LocalStack.get().beforeStop(this::close);
    }

    static PaymentsOnKafka get() {
        return Running.PAYMENTS;
    }

    <T> T bean(Class<T> type) {
        return shop.getBean(type);
    }

    JdbcClient db() {
        return bean(JdbcClient.class);
    }

    String databaseName() {
        return jdbcUrl.replaceAll(".*/([a-z0-9_]+).*", "$1");
    }

    Map<String, Object> connection() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    static PaymentRequest.Capture capture(String order, String token) {
        return new PaymentRequest.Capture(
                OrderId.derive("payments-test", order),
                Money.of("BRL", "59.80"),
                new PaymentInstrument("card", token),
                Instant.parse("2026-11-22T10:00:00Z"));
    }

    void send(PaymentRequest request) throws Exception {
        send(Topics.PAYMENTS_REQUESTS.record(request.orderId().toString(), request));
    }

    void send(ProducerRecord<String, byte[]> record) throws Exception {
        producer.send(record).get();
    }

    /** The first event of this order's. */
    PaymentEvent awaitEvent(OrderId order) {
        String topic = Topics.PAYMENTS_EVENTS.name();
        // Most of many that are paid together came with the first of them: only who has not come is asked for.
        await(order.toString())
                .atMost(PATIENCE)
                .until(() -> !seen(topic, order.toString()).isEmpty()
                        || !records(order).isEmpty());
        return Topics.PAYMENTS_EVENTS.decode(
                seen(topic, order.toString()).getFirst().value());
    }

    PaymentEvent outcomeOf(String order, String token) throws Exception {
        var request = capture(order, token);
        send(request);
        return awaitEvent(request.orderId());
    }

    List<ConsumerRecord<String, byte[]>> records(OrderId order) {
        return records(Topics.PAYMENTS_EVENTS.name(), order.toString());
    }

    List<ConsumerRecord<String, byte[]>> records(String topic, String key) {
        events.poll(Duration.ofMillis(50)).forEach(seen::add);
        return seen(topic, key);
    }

    private List<ConsumerRecord<String, byte[]>> seen(String topic, String key) {
        return seen.stream()
                .filter(record -> record.topic().equals(topic) && key.equals(record.key()))
                .toList();
    }

    static String factId(ConsumerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader(CloudEvents.ID).value(), StandardCharsets.UTF_8);
    }

    long charges(PaymentRequest request) {
        return db().sql("SELECT count(*) FROM payments.sandbox_charges WHERE idempotency_key = ?")
                .param(request.factId())
                .query(Long.class)
                .single();
    }

    private void close() {
        shop.close();
        producer.close();
        events.close();
        kafka.close();
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, PARTITIONS, (short) 1);
    }

    private static final class Running {
        static final PaymentsOnKafka PAYMENTS = started();

        private static PaymentsOnKafka started() {
            try {
                return new PaymentsOnKafka();
            } catch (Exception e) {
                throw new IllegalStateException("payments did not start", e);
            }
        }
    }
}
