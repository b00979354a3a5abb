package io.esteira.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.Topics;
import io.esteira.local.LocalStack;
import io.esteira.local.Mail;
import io.esteira.local.Patience;
import io.esteira.local.Platform;
import io.esteira.paper.InvoicePrinter;
import io.esteira.platform.kafka.KafkaTopics;
import io.esteira.platform.kafka.Received;
import io.esteira.platform.kafka.TopicConsumers;
import io.esteira.platform.kafka.TopicWriter;
import io.esteira.platform.text.Formats;
import io.esteira.platform.text.Templates;
import io.esteira.platform.web.SignedLinks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class SendMailsTest {

    private static final Platform platform = Platform.start();
    private static final JdbcClient jdbc = platform.get(JdbcClient.class);
    private static final Messages messages = new Messages(jdbc);
    private static final MailDesk desk = new MailDesk(jdbc);

    private final WakeUp wakeUp = new WakeUp();
    private final RecordNotices record = new RecordNotices(messages, wakeUp);
    private final String email = UUID.randomUUID() + "@example.com";

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void nothingToSend() {
        jdbc.sql("TRUNCATE notifications.messages").update();
    }

    @Test
    void writesToCustomersInTheirLanguageWithTheInvoiceAttached() {
        Ordered portuguese = Ordered.by(email, "pt-BR");
        Ordered english = Ordered.by(email, "en");
        record.accept(List.of(portuguese.accepted(), english.accepted(), portuguese.invoiced(1), english.invoiced(2)));

        whileWorking(
                Map.of(), () -> soon().untilAsserted(() -> assertThat(arrived()).hasSize(4)));

        assertThat(arrived())
                .extracting(Mail::subject)
                .containsExactlyInAnyOrder(
                        "Recebemos o seu pedido " + portuguese.number(),
                        "O seu pedido " + portuguese.number() + " está confirmado",
                        "We have received your order " + english.number(),
                        "Your order " + english.number() + " is confirmed");
        assertThat(arrived())
                .flatExtracting(Mail::attachments)
                .containsExactlyInAnyOrder("fatura-A-000001.pdf", "invoice-A-000002.pdf");
        assertThat(arrived()).extracting(Mail::messageId).contains("<" + english.id() + ".confirmed@shop.example.com>");
        assertThat(states()).containsExactly("SENT");
    }

    @Test
    void writesOnceHoweverOftenItHearsOfAThing() throws Exception {
        List<Ordered> orders =
                Stream.generate(() -> Ordered.by(email, "en")).limit(25).toList();
        whileWorking(Map.of(), () -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<? extends Future<?>> deliveries = IntStream.range(0, 8)
                        .mapToObj(i -> threads.submit(() -> {
                            List<Received<?>> batch = new ArrayList<>();
                            orders.forEach(order -> batch.add(order.accepted()));
                            orders.forEach(order -> batch.add(order.accepted()));
                            Collections.rotate(batch, i);
                            record.accept(batch);
                        }))
                        .toList();
                for (Future<?> delivery : deliveries) {
                    delivery.get();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            soon().untilAsserted(() -> assertThat(states()).containsExactly("SENT"));
        });
        assertThat(messages.count("SENT")).isEqualTo(25);
        assertThat(arrived()).hasSize(25);
    }

    @Test
    void triesAgainWithGrowingPausesAndGivesUpInTheEnd() throws IOException {
        record.accept(List.of(Ordered.by(email, "en").accepted()));
        NotificationSettings settings = settings(Map.of("give-up-after", "1h", "first-pause", "1m"));
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        SendMails send = send(settings, () -> Instant.now().plus(later.get()));
        try (SmtpConnection connection = connection(portThatRefuses(), settings)) {
            List<Long> pauses = new ArrayList<>();
            for (int attempt = 1; attempt <= 3; attempt++) {
                assertThat(send.some(connection, () -> true)).isTrue();
                pauses.add(secondsUntilDue());
                assertThat(send.some(connection, () -> true)).isFalse();
                jdbc.sql("UPDATE notifications.messages SET due_at = now()").update();
            }
            assertThat(pauses).containsExactly(60L, 180L, 540L);
            later.set(Duration.ofHours(1));
            assertThat(send.some(connection, () -> true)).isTrue();
        }
        assertThat(states()).containsExactly("DEAD");
        assertThat(messages.count("DEAD")).isOne();
        assertThat(jdbc.sql("SELECT last_error FROM notifications.messages")
                        .query(String.class)
                        .single())
                .contains("MailConnectException");
    }

    @Test
    void givesUpAtOnceWhereNoAttemptCanSucceed() {
        record.accept(List.of(
                Ordered.by("nobody at all", "en").accepted(),
                Ordered.by(email, "en").accepted()));

        whileWorking(
                Map.of(),
                () -> soon().untilAsserted(() -> {
                    assertThat(messages.count("DEAD")).isOne();
                    assertThat(messages.count("SENT")).isOne();
                }));
    }

    @Test
    void givesUpAtOnceWhereTheServerKnowsNoSuchAddress() throws Exception {
        record.accept(List.of(Ordered.by(email, "en").accepted()));
        NotificationSettings settings = settings(Map.of());
        try (RefusingServer server = new RefusingServer("550 5.1.1 No such user here");
                SmtpConnection connection = connection(server.port(), settings)) {
            assertThat(send(settings, Instant::now).some(connection, () -> true))
                    .isTrue();
        }
        assertThat(desk.page(null)).singleElement().satisfies(mail -> {
            assertThat(mail.about()).isEqualTo("accepted");
            assertThat(mail.cause()).contains("refuses the customer's address", "No such user here");
        });
    }

    @Test
    void triesAgainWhereTheServerRefusesForTheMoment() throws Exception {
        record.accept(List.of(Ordered.by(email, "en").accepted()));
        NotificationSettings settings = settings(Map.of());
        try (RefusingServer server = new RefusingServer("450 4.2.1 Come back later");
                SmtpConnection connection = connection(server.port(), settings)) {
            assertThat(send(settings, Instant::now).some(connection, () -> true))
                    .isTrue();
        }
        assertThat(states()).containsExactly("DUE");
        assertThat(desk.triedAgain()).isOne();
        assertThat(desk.givenUp()).isZero();
    }

    @Test
    void sendsAgainWhatWasGivenUpOnceSomebodyWishesIt() {
        Ordered one = Ordered.by(email, "en");
        Ordered other = Ordered.by(email, "en");
        Ordered third = Ordered.by(email, "en");
        record.accept(List.of(one.accepted(), other.accepted(), third.accepted()));
        messages.take(3, Duration.ofMinutes(1)).forEach(mail -> messages.dead(mail.id(), "SocketException: gone"));
        List<MailDesk.GivenUp> givenUp = desk.page(null);
        assertThat(givenUp)
                .extracting(MailDesk.GivenUp::order)
                .containsExactlyInAnyOrder(one.id(), other.id(), third.id());
        assertThat(desk.page(givenUp.getFirst().id())).isEqualTo(givenUp.subList(1, 3));

        assertThat(desk.sendAgain(givenUp.getFirst().id(), "ana")).isTrue();
        assertThat(desk.sendAgain(givenUp.getFirst().id(), "ana")).isFalse();
        assertThat(desk.givenUp()).isEqualTo(2);
        assertThat(desk.sendAllAgain("ana")).isEqualTo(2);
        whileWorking(
                Map.of(), () -> soon().untilAsserted(() -> assertThat(arrived()).hasSize(3)));
        assertThat(states()).containsExactly("SENT");
        assertThat(desk.sendAllAgain("ana")).isZero();
    }

    @Test
    void takesOverWhatADeadProcessHadTaken() {
        record.accept(List.of(Ordered.by(email, "en").accepted()));
        assertThat(messages.take(10, Duration.ofHours(1))).hasSize(1);
        assertThat(messages.take(10, Duration.ofHours(1))).isEmpty();

        jdbc.sql("UPDATE notifications.messages SET due_at = now()").update(); // the lease ends
        whileWorking(
                Map.of(), () -> soon().untilAsserted(() -> assertThat(arrived()).hasSize(1)));
    }

    @Test
    void givesNoMailToTwoWorkers() throws Exception {
        record.accept(Stream.generate(() -> Ordered.by(email, "en"))
                .limit(200)
                .<Received<?>>map(Ordered::accepted)
                .toList());
        List<Long> taken = Collections.synchronizedList(new ArrayList<>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> takers = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> {
                        List<DueMail> mine;
                        do {
                            mine = messages.take(7, Duration.ofMinutes(1));
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
                Stream.generate(() -> Ordered.by(email, "en")).limit(300).toList();
        TopicWriter writer = platform.get(TopicWriter.class);
        String group = "notifications-" + UUID.randomUUID();
        MessageListenerContainer consumer = platform.get(TopicConsumers.class)
                .batches(group, List.of(Topics.ORDERS_EVENTS, Topics.BILLING_EVENTS), 2, 500, record::accept);
        try (SilentServer silent = new SilentServer()) {
            NotificationSettings settings = settings(Map.of("smtp-timeout", "2s"));
            MailWorkers workers = new MailWorkers(
                    send(settings, Instant::now), () -> connection(silent.port(), settings), wakeUp, settings);
            workers.start();
            consumer.start();
            try {
                orders.forEach(order -> writer.await(
                        writer.send(Topics.ORDERS_EVENTS, order.id().toString(), order.acceptance())));
                soon().untilAsserted(() -> assertThat(noted(orders)).isEqualTo(300));
                soon().untilAsserted(() -> assertThat(lag(group)).isZero());
                soon().untilAsserted(() -> assertThat(silent.callers()).isGreaterThan(settings.workers()));
                assertThat(messages.count("SENT")).isZero();
            } finally {
                consumer.stop();
                workers.stop();
            }
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Patience.LONG);
    }

    private long noted(List<Ordered> orders) {
        return jdbc.sql("SELECT count(*) FROM notifications.messages WHERE order_id IN (:orders)")
                .param(
                        "orders",
                        orders.stream().map(order -> order.id().value()).toList())
                .query(Long.class)
                .single();
    }

    private static long lag(String group) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (var topic : List.of(Topics.ORDERS_EVENTS, Topics.BILLING_EVENTS)) {
            platform.get(KafkaTopics.class)
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

    private void whileWorking(Map<String, Object> properties, Runnable story) {
        NotificationSettings settings = settings(properties);
        MailWorkers workers = new MailWorkers(
                send(settings, Instant::now),
                () -> connection(LocalStack.get().mailbox().port(), settings),
                wakeUp,
                settings);
        workers.start();
        try {
            story.run();
        } finally {
            workers.stop();
        }
    }

    private static NotificationSettings settings(Map<String, Object> properties) {
        Map<String, Object> named = new HashMap<>();
        properties.forEach((name, value) -> named.put("esteira.notifications." + name, value));
        return new Binder(new MapConfigurationPropertySource(named))
                .bindOrCreate("esteira.notifications", NotificationSettings.class);
    }

    private static SendMails send(NotificationSettings settings, Supplier<Instant> now) {
        Mails mails = new Mails(
                platform.get(Templates.class),
                platform.get(MessageSource.class),
                new InvoicePrinter(platform.get(MessageSource.class), platform.get(Formats.class)),
                platform.get(SignedLinks.class)::url,
                settings.from(),
                "shop.example.com",
                settings.attachInvoices());
        return new SendMails(messages, mails, settings, now, new SimpleMeterRegistry());
    }

    private static SmtpConnection connection(int port, NotificationSettings settings) {
        JavaMailSenderImpl server = new JavaMailSenderImpl();
        server.setHost("127.0.0.1");
        server.setPort(port);
        return new SmtpConnection(server, settings.smtpTimeout());
    }

    private static int portThatRefuses() throws IOException {
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closedAtOnce.getLocalPort();
        }
    }

    private static long secondsUntilDue() {
        return jdbc.sql("SELECT round(extract(epoch FROM due_at - now())) FROM notifications.messages")
                .query(Long.class)
                .single();
    }

    private static List<String> states() {
        return jdbc.sql("SELECT DISTINCT status FROM notifications.messages").query(String.class).list().stream()
                .map(String::valueOf)
                .toList();
    }

    private List<Mail> arrived() {
        return LocalStack.get().mailbox().mails().stream()
                .filter(mail -> mail.to().contains(email))
                .toList();
    }
}
