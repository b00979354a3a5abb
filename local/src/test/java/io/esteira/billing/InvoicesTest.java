package io.esteira.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.contracts.BillingEvent;
import io.esteira.contracts.BillingEvent.InvoiceIssued;
import io.esteira.contracts.CloudEvents;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topics;
import io.esteira.local.LocalStack;
import io.esteira.local.Platform;
import io.esteira.platform.kafka.TopicWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Each test numbers in a series of its own. */
class InvoicesTest {

    private static Platform platform;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        platform = Platform.start();
        jdbc = platform.get(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void numbersTheOrdersOfABatchOneAfterAnother() {
        List<OrderConfirmed> orders =
                Stream.generate(ConfirmedOrders::next).limit(3).toList();
        List<Invoice> invoices = billing("ORDERED").issue(ConfirmedOrders.byId(orders));

        assertThat(invoices).extracting(Invoice::number).containsExactly(1L, 2L, 3L);
        assertThat(invoices)
                .extracting(Invoice::orderId)
                .containsExactlyElementsOf(
                        orders.stream().map(OrderConfirmed::orderId).toList());
        assertThat(invoices.getFirst().total())
                .isEqualTo(orders.getFirst().order().total());
        assertThat(invoices.getFirst().paymentReference())
                .isEqualTo(orders.getFirst().paymentReference());
        assertThat(jdbc.sql(
                                "SELECT currency || ' ' || total FROM billing.invoices WHERE series = 'ORDERED' AND number = 1")
                        .query(String.class)
                        .single())
                .isEqualTo("BRL 59.81");
    }

    @Test
    void givesAnOrderThatComesAgainTheInvoiceThatItHas() {
        IssueInvoices billing = billing("AGAIN");
        OrderConfirmed first = ConfirmedOrders.next();
        OrderConfirmed second = ConfirmedOrders.next();
        List<Invoice> before = billing.issue(ConfirmedOrders.byId(List.of(first)));
        List<Invoice> after = billing("OTHER").issue(ConfirmedOrders.byId(List.of(second, first)));

        assertThat(after).containsAll(before).hasSize(2);
        assertThat(billing.issue(ConfirmedOrders.byId(List.of(first)))).isEqualTo(before);
    }

    /**
     * Four processes take the same orders again and again, in batches that overlap; the database refuses some
     * transactions at the last moment, and drops connections at any.
     */
    @Test
    void leavesNoGapWhoeverIssuesAndWhateverFails() throws Exception {
        String series = "CROWD";
        refuseEveryCommitThatTakesAMultipleOf(23);
        List<OrderConfirmed> orders =
                Stream.generate(ConfirmedOrders::next).limit(400).toList();
        Map<OrderId, Long> told = new ConcurrentHashMap<>();
        AtomicInteger failures = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> working = IntStream.range(0, 4)
                    .mapToObj(seed -> threads.submit(() -> {
                        List<OrderConfirmed> mine = new ArrayList<>(orders);
                        Collections.shuffle(mine, new Random(seed));
                        IssueInvoices billing = billing(series);
                        for (int from = 0; from < mine.size(); from += 10) {
                            var batch = ConfirmedOrders.byId(mine.subList(from, from + 10));
                            for (Invoice invoice : untilItWorks(billing, batch, failures)) {
                                Long before = told.putIfAbsent(invoice.orderId(), invoice.number());
                                assertThat(before == null || before == invoice.number())
                                        .isTrue();
                            }
                            if (from % 100 == 50) {
                                dropAConnection();
                            }
                        }
                    }))
                    .toList();
            for (Future<?> work : working) {
                work.get();
            }
        } finally {
            jdbc.sql("DROP TRIGGER refuse_some ON billing.invoices").update();
        }
        assertThat(failures).hasPositiveValue();
        assertThat(numbers(series))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 400).boxed().toList());
        assertThat(told).hasSize(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE billing.invoices SET total = 0 WHERE series = 'FIXED'",
                "DELETE FROM billing.invoices WHERE series = 'FIXED'",
                "TRUNCATE billing.invoices",
                "TRUNCATE billing.series CASCADE"
            })
    void refusesEveryChangeOfAnIssuedInvoice(String change) {
        billing("FIXED").issue(ConfirmedOrders.byId(List.of(ConfirmedOrders.next())));
        assertThatThrownBy(() -> jdbc.sql(change).update()).hasMessageContaining("An issued invoice never changes");
    }

    @Test
    void tellsAfterARestartWhatItHadCommittedButNotTold() {
        IssueInvoices billing = billing("CRASH");
        OrderConfirmed order = ConfirmedOrders.next();
        Invoice committed = billing.issue(ConfirmedOrders.byId(List.of(order))).getFirst();
        assertThat(told(order.orderId())).isEmpty();

        billing("CRASH").accept(ConfirmedOrders.received(List.of(order)));
        billing("CRASH").accept(ConfirmedOrders.received(List.of(order)));

        List<ConsumerRecord<String, byte[]>> told = told(order.orderId());
        assertThat(told).hasSize(2).allSatisfy(record -> {
            BillingEvent event = Topics.BILLING_EVENTS.decode(record.value());
            assertThat(event).isEqualTo(new InvoiceIssued(order.orderId(), committed));
        });
        assertThat(told)
                .extracting(record ->
                        new String(record.headers().lastHeader(CloudEvents.ID).value(), StandardCharsets.UTF_8))
                .containsOnly(order.orderId() + "/invoice");
        assertThat(numbers("CRASH")).containsExactly(1L);
    }

    private static IssueInvoices billing(String series) {
        BillingSettings settings = new Binder(
                        new MapConfigurationPropertySource(Map.of("esteira.billing.series", series)))
                .bindOrCreate("esteira.billing", BillingSettings.class);
        return new IssueInvoices(
                new Invoices(jdbc),
                new TransactionTemplate(platform.get(PlatformTransactionManager.class)),
                platform.get(TopicWriter.class),
                new Numbering(settings.series(), settings.seller().onInvoice()),
                Counter.builder("issued").register(new SimpleMeterRegistry()),
                Clock.systemUTC());
    }

    private static List<Invoice> untilItWorks(
            IssueInvoices billing, Map<OrderId, OrderConfirmed> batch, AtomicInteger failures) {
        while (true) {
            try {
                return billing.issue(batch);
            } catch (DataAccessException | TransactionException e) {
                failures.incrementAndGet();
            }
        }
    }

    private static List<@Nullable Long> numbers(String series) {
        return jdbc.sql("SELECT number FROM billing.invoices WHERE series = ? ORDER BY number")
                .param(series)
                .query(Long.class)
                .list();
    }

    /** Once in {@code n} inserted rows, counted by a sequence, which rolls nothing back. */
    private static void refuseEveryCommitThatTakesAMultipleOf(int n) {
        jdbc.sql("CREATE SEQUENCE billing.inserted").update();
        jdbc.sql("""
                CREATE FUNCTION billing.refuse_some() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('billing.inserted') %% %d = 0 THEN RAISE EXCEPTION 'refused at commit'; END IF;
                    RETURN NULL;
                END
                $$""".formatted(n)).update();
        jdbc.sql("""
                CREATE CONSTRAINT TRIGGER refuse_some AFTER INSERT ON billing.invoices
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing.refuse_some()
                """).update();
    }

    private static void dropAConnection() {
        try {
            jdbc.sql("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
                    LIMIT 1
                    """).query(Boolean.class).list();
        } catch (DataAccessException e) {
            // Its own connection was dropped before.
        }
    }

    /** What {@code billing.events} holds of the order now. */
    private static List<ConsumerRecord<String, byte[]>> told(OrderId order) {
        Map<String, Object> config =
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, LocalStack.get().bootstrapServers());
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.BILLING_EVENTS.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (order.toString().equals(record.key())) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }
}
