package io.esteira.audit;

import static org.awaitility.Awaitility.await;

import io.esteira.ShopApplication;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.Message;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topic;
import io.esteira.local.Credentials;
import io.esteira.local.LocalKafka;
import io.esteira.local.LocalStack;
import io.esteira.local.Patience;
import io.esteira.local.ShopClient;
import io.esteira.platform.access.ApiKeys;
import io.esteira.platform.kafka.TopicWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The auditor alone, on a broker and a database of its own: tests write what the other contexts would have written, past
 * their code. What is written is dated an hour back, so that whatever is missing has been missing for long enough; while
 * the tests write, the sweep stands still, so that nothing is judged half told.
 */
final class AuditUnderTest implements AutoCloseable {

    private static final Duration PATIENCE = Patience.LONG;

    private final LocalStack stack = LocalStack.get();
    private final LocalKafka kafka;
    private final ConfigurableApplicationContext context;

    AuditUnderTest() {
        try {
            kafka = LocalKafka.start(stack.newDirectory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> properties = Map.ofEntries(
                Map.entry("esteira.roles", "audit,staff"),
                Map.entry("esteira.audit.sweep-every", "100ms"),
                Map.entry("esteira.audit.gather", "100ms"),
                Map.entry("esteira.audit.patience", "1s"),
                Map.entry("esteira.web.public-url", "https://shop.example"),
                Map.entry("esteira.web.secure-cookies", false),
                Map.entry("esteira.web.link-secret", stack.credentials().linkSecret()),
                Map.entry(
                        "esteira.access.bootstrap-file",
                        stack.credentials().file().toString()),
                Map.entry("esteira.kafka.partitions", 4),
                Map.entry("server.port", 0),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "3s"),
                Map.entry("spring.kafka.bootstrap-servers", kafka.bootstrapServers()),
                Map.entry("spring.datasource.url", stack.newDatabase()),
                Map.entry("spring.datasource.username", stack.username()),
                Map.entry("spring.datasource.password", stack.password()));
        this.context = new SpringApplicationBuilder(ShopApplication.class)
                .registerShutdownHook(false)
                .initializers(fresh ->
                        fresh.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties)))
                .run();
        // Rows that this constraint forbids are to be planted.
        db().sql("ALTER TABLE notifications.messages DROP CONSTRAINT messages_order_id_transition_channel_key")
                .update();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient db() {
        return bean(JdbcClient.class);
    }

    Credentials credentials() {
        return stack.credentials();
    }

    URI base() {
        return URI.create("http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Plays {@code deeds} and has the auditor judge them as a whole. */
    AuditReport judge(Iterable<Deed> deeds) {
        play(deeds);
        return judged();
    }

    void play(Iterable<Deed> deeds) {
        Sweep sweep = bean(Sweep.class);
        sweep.stop();
        deeds.forEach(deed -> deed.on(this));
        // What is dated back must not be judged by how far the books were before it was written.
        db().sql("UPDATE audit.positions SET read_until = NULL, mark_offset = NULL, mark_at = NULL, mark_xid = NULL")
                .update();
        sweep.start();
    }

    /** The report once everything that is written now has been read and looked at. */
    AuditReport judged() {
        awaitLook();
        return report();
    }

    /** Until everything that is written now has been read and looked at. */
    void awaitLook() {
        Instant written = Instant.now();
        await().atMost(PATIENCE)
                .until(() -> isAfter(bean(Positions.class).horizon().orElse(null), written));
        // Within one sweep the books get complete twice, by topics and by tables, and what is overdue is looked for
        // after
        // that: only a sweep that begins now is known to have looked at all.
        Sweep sweep = bean(Sweep.class);
        sweep.stop();
        sweep.sweep();
        sweep.start();
    }

    /** Drawn up now; what people and programs are shown may be older, see {@link #awaitShown}. */
    AuditReport report() {
        return new ReadReport(db(), InstantSource.system()).report();
    }

    /** Until everybody is shown what is known now: for a second, all are shown the same. */
    void awaitShown() {
        Instant now = Instant.now();
        await().atMost(PATIENCE).until(() -> bean(Audit.class).report().at().isAfter(now));
    }

    private static boolean isAfter(@Nullable Instant instant, Instant moment) {
        return instant != null && instant.isAfter(moment);
    }

    <V extends Message> void write(Topic<V> topic, String key, V message, Instant at) {
        ProducerRecord<String, byte[]> record = topic.record(key, message);
        write(topic.name(), record, at);
    }

    void write(String topic, ProducerRecord<String, byte[]> record, Instant at) {
        bean(TopicWriter.class)
                .write(new ProducerRecord<>(
                        topic, null, at.toEpochMilli(), record.key(), record.value(), record.headers()));
    }

    void file(Invoice invoice) {
        db().sql("INSERT INTO billing.series (series, last_number) VALUES (?, ?) ON CONFLICT (series) DO UPDATE"
                        + " SET last_number = greatest(series.last_number, excluded.last_number)")
                .params(invoice.series(), invoice.number())
                .update();
        db().sql("""
                        INSERT INTO billing.invoices (series, number, order_id, issued_at, currency, total, document)
                        VALUES (?, ?, ?, ?, ?, ?, '{}')
                        """)
                .params(
                        invoice.series(),
                        invoice.number(),
                        invoice.orderId().value(),
                        Timestamp.from(invoice.issuedAt()),
                        invoice.total().currency(),
                        invoice.total().amount())
                .update();
    }

    void note(OrderId order, String transition, String status, Instant at) {
        db().sql("""
                        INSERT INTO notifications.messages (order_id, transition, channel, event, status, created_at)
                        VALUES (?, ?, 'mail', '{}', ?, ?)
                        """)
                .params(order.value(), transition, status, Timestamp.from(at))
                .update();
    }

    ShopClient client(String... scopes) {
        String key = "test_" + UUID.randomUUID();
        bean(ApiKeys.class).add("auditor", key, Set.of(scopes));
        return new ShopClient(base(), key);
    }

    /** Keys of the open breaches: offence and subject. */
    List<String> open() {
        return db().sql("SELECT offence || ' ' || subject FROM audit.breaches WHERE resolved_at IS NULL ORDER BY 1")
                .query((row, n) -> row.getString(1))
                .list();
    }

    List<String> ever() {
        return db().sql("SELECT offence || ' ' || subject FROM audit.breaches ORDER BY 1")
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Override
    public void close() {
        context.close();
        kafka.close();
    }
}
