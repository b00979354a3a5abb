package io.esteira.notifications;

import static io.esteira.notifications.MailsUnderTest.connection;
import static io.esteira.notifications.MailsUnderTest.settings;
import static io.esteira.notifications.MailsUnderTest.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Topics;
import io.esteira.local.LocalStack;
import io.esteira.local.Mail;
import io.esteira.platform.kafka.KafkaTopics;
import io.esteira.platform.kafka.Received;
import io.esteira.platform.kafka.TopicConsumers;
import io.esteira.platform.kafka.TopicWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.MessageListenerContainer;

class SendMailsTest {

    private final MailsUnderTest mails = new MailsUnderTest();

    @Test
    void writesToCustomersInTheirLanguageWithTheInvoiceAttached() {
        Ordered portuguese = Ordered.by(mails.email, "pt-BR");
        Ordered english = Ordered.by(mails.email, "en");
        mails.record.accept(
                List.of(portuguese.accepted(), english.accepted(), portuguese.invoiced(1), english.invoiced(2)));

        mails.whileWorking(
                Map.of(),
                () -> soon().untilAsserted(() -> assertThat(mails.arrived()).hasSize(4)));

        assertThat(mails.arrived())
                .extracting(Mail::subject)
                .containsExactlyInAnyOrder(
                        "Recebemos o seu pedido " + portuguese.number(),
                        "O seu pedido " + portuguese.number() + " está confirmado",
                        "We have received your order " + english.number(),
                        "Your order " + english.number() + " is confirmed");
        assertThat(mails.arrived())
                .flatExtracting(Mail::attachments)
                .containsExactlyInAnyOrder("fatura-A-000001.pdf", "invoice-A-000002.pdf");
        assertThat(mails.arrived())
                .extracting(Mail::messageId)
                .contains("<" + english.id() + ".confirmed@shop.example.com>");
        assertThat(mails.states()).containsExactly("SENT");
    }

    @Test
    void writesOnceHoweverOftenItHearsOfAThing() throws Exception {
        List<Ordered> orders =
                Stream.generate(() -> Ordered.by(mails.email, "en")).limit(25).toList();
        mails.whileWorking(Map.of(), () -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<? extends Future<?>> deliveries = IntStream.range(0, 8)
                        .mapToObj(i -> threads.submit(() -> {
                            List<Received<?>> batch = new ArrayList<>();
                            orders.forEach(order -> batch.add(order.accepted()));
                            orders.forEach(order -> batch.add(order.accepted()));
                            Collections.rotate(batch, i);
                            mails.record.accept(batch);
                        }))
                        .toList();
                for (Future<?> delivery : deliveries) {
                    delivery.get();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            soon().untilAsserted(() -> assertThat(mails.states()).containsExactly("SENT"));
        });
        assertThat(mails.messages.count("SENT")).isEqualTo(25);
        assertThat(mails.arrived()).hasSize(25);
    }

    @Test
    void givesNoMailToTwoWorkers() throws Exception {
        mails.record.accept(Stream.generate(() -> Ordered.by(mails.email, "en"))
                .limit(200)
                .<Received<?>>map(Ordered::accepted)
                .toList());
        List<Long> taken = Collections.synchronizedList(new ArrayList<>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> takers = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> {
                        List<DueMail> mine;
                        do {
                            mine = mails.messages.take(7, Duration.ofMinutes(1));
                            mine.forEach(mail -> taken.add(mail.id()));
                        } while (!mine.isEmpty());
                    }))
                    .toList();
            for (Future<?> taker : takers) {
                taker.get();
            }
        }
        assertThat(taken).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void keepsUpWithTheOrdersWhileTheMailServerHangs() throws Exception {
        List<Ordered> orders =
                Stream.generate(() -> Ordered.by(mails.email, "en")).limit(300).toList();
        TopicWriter writer = mails.platform.get(TopicWriter.class);
        String group = "notifications-" + UUID.randomUUID();
        MessageListenerContainer consumer = mails.platform
                .get(TopicConsumers.class)
                .batches(group, List.of(Topics.ORDERS_EVENTS, Topics.BILLING_EVENTS), 2, 500, mails.record::accept);
        try (SilentServer silent = new SilentServer()) {
            NotificationSettings settings = settings(Map.of("smtp-timeout", "2s"));
            MailWorkers workers = new MailWorkers(
                    mails.send(settings, Instant::now),
                    () -> connection(silent.port(), settings),
                    mails.wakeUp,
                    settings);
            workers.start();
            consumer.start();
            try {
                orders.forEach(order -> writer.await(
                        writer.send(Topics.ORDERS_EVENTS, order.id().toString(), order.acceptance())));
                soon().untilAsserted(() -> assertThat(noted(orders)).isEqualTo(300));
                soon().untilAsserted(() -> assertThat(lag(group)).isZero());
                soon().untilAsserted(() -> assertThat(silent.callers()).isGreaterThan(settings.workers()));
                assertThat(mails.messages.count("SENT")).isZero();
            } finally {
                consumer.stop();
                workers.stop();
            }
        }
    }

    private long noted(List<Ordered> orders) {
        return mails.jdbc
                .sql("SELECT count(*) FROM notifications.messages WHERE order_id IN (:orders)")
                .param(
                        "orders",
                        orders.stream().map(order -> order.id().value()).toList())
                .query(Long.class)
                .single();
    }

    private long lag(String group) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (var topic : List.of(Topics.ORDERS_EVENTS, Topics.BILLING_EVENTS)) {
            mails.platform
                    .get(KafkaTopics.class)
                    .partitions(topic)
                    .forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        }
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", LocalStack.get().bootstrapServers()))) {
            var committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            long lag = 0;
            for (var end : admin.listOffsets(latest).all().get().entrySet()) {
                var offset = committed.get(end.getKey());
                lag += end.getValue().offset() - (offset == null ? 0 : offset.offset());
            }
            return lag;
        }
    }
}
