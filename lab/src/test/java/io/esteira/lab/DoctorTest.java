package io.esteira.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Json;
import io.esteira.local.Addresses;
import io.esteira.local.LocalKafka;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** A whole shop that is well, and faults that are planted beside it. */
class DoctorTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static Path data;

    @SuppressWarnings("NullAway.Init")
    private static WholeShop shop;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        data = directory.resolve("data");
        shop = new WholeShop(data);
        address("esteira").keepIn(data);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void findsNoProblemInAHealthyShopAndWarnsOfWhatOneBrokerIsNot() {
        int exit = run("doctor", "--data", data.toString(), "--json");

        assertThat(findings("PROBLEM")).isEmpty();
        assertThat(findings("UNREACHABLE")).isEmpty();
        assertThat(exit).isZero();
        assertThat(findings("WARN"))
                .anyMatch(seen -> seen.contains("1 broker: whoever loses a disk loses orders"))
                .anyMatch(seen -> seen.contains("none: whoever reaches the brokers may read and write everything"));
        assertThat(findings("OK"))
                .anyMatch(seen -> seen.startsWith("version: Kafka 4.2"))
                .anyMatch(seen -> seen.endsWith("topics, each as it should be"))
                .anyMatch(seen -> seen.endsWith("migrations, as this version wants them"))
                .contains(
                        "version: share.version 1",
                        "clocks: controller 1 agrees with this machine",
                        "clocks: PostgreSQL agrees with this machine",
                        "postgresql: fsync is on",
                        "postgresql: max_wal_size is 2048 MB",
                        "backlog: every accepted order is in Kafka",
                        "backlog: no record is parked");
    }

    @Test
    void saysItForPeopleTooAndNothingElse() {
        assertThat(run("doctor", "--data", data.toString())).isZero();

        assertThat(out.toString())
                .contains(
                        "warn     brokers", "→ Run three or more", " ok, ", " 0 problems. It works; see the warnings.");
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).doesNotContain(shop.postgres.password());
    }

    @Test
    void findsTopicsThatAreNotAsTheyMustBe(@TempDir Path elsewhere) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(elsewhere)) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                plant(admin);
            }
            leaveOneOrderUnread(kafka);

            assertThat(run("doctor", "--bootstrap-servers", kafka.bootstrapServers(), "--json"))
                    .isEqualTo(1);
        }
        assertThat(findings("PROBLEM"))
                .contains(
                        "topics: stock.levels is missing",
                        "topics: catalog.products has cleanup.policy delete, should be compact",
                        "topics: orders.events has cleanup.policy compact, should be delete",
                        "topics: orders.commands throws records away after 24 h, before an order is done",
                        "topics: orders.pending takes messages of 1048576 bytes at most; an order may have 2,000 lines",
                        "topics: payments.events lets a replica that lags become the leader")
                .anyMatch(seen -> seen.startsWith("topics: topics with the key order id differ in partitions: {2=["))
                .anyMatch(seen -> seen.startsWith("readers: billing is 1 record behind, the oldest")
                        && seen.endsWith("h old; nobody reads now"));
        assertThat(findings("WARN"))
                .contains("readers: orders has never read here")
                .anyMatch(seen -> seen.startsWith("topics: payments.requests throws records away after 60 days"));
    }

    @Test
    void findsADatabaseThatLosesWhatItAnsweredAndTablesOfAnotherVersion() throws Exception {
        String url = newDatabase("planted");
        DriverManagerDataSource source =
                new DriverManagerDataSource(url, shop.postgres.username(), shop.postgres.password());
        JdbcClient jdbc = JdbcClient.create(source);
        jdbc.sql("ALTER DATABASE planted SET synchronous_commit = off").update();
        flyway(source, "audit").baselineVersion("0").load().baseline();
        flyway(source, "billing").load().migrate();
        jdbc.sql("UPDATE billing.flyway_schema_history SET success = false WHERE version = '1'")
                .update();
        flyway(source, "orders").load().migrate();
        jdbc.sql("UPDATE orders.flyway_schema_history SET checksum = 1 WHERE version = '1'")
                .update();
        flyway(source, "spool").load().migrate();
        jdbc.sql("""
                INSERT INTO spool.records (topic, key, value, headers, spooled_at)
                VALUES ('orders.pending', 'a', '', '', now() - interval '1 hour')
                """).update();
        flyway(source, "parking").load().migrate();
        jdbc.sql("""
                INSERT INTO parking.parked (consumer, topic, record_partition, record_offset, kind, reason, attempts)
                VALUES ('billing', 'orders.events', 0, 7, 'bug', 'a bug', 3)
                """).update();

        assertThat(run("doctor", "--jdbc-url", withPassword(url), "--json")).isEqualTo(1);

        assertThat(findings("PROBLEM"))
                .contains(
                        "postgresql: synchronous_commit is off: what is committed is lost with the power",
                        "tables: billing 1 (invoices) failed",
                        "tables: audit 1 (books) is pending: code of this version does not find what it needs")
                .anyMatch(seen -> seen.startsWith("tables: orders 1 is not what this version applied"))
                .anyMatch(seen ->
                        seen.startsWith("backlog: 1 record waits in the spool for Kafka, the oldest for 60 min"));
        assertThat(findings("WARN"))
                .contains(
                        "tables: payments has no tables yet",
                        "backlog: 1 of orders.events parked by billing, 0 of them behind others");
        assertThat(out.toString()).doesNotContain(shop.postgres.password());
    }

    @Test
    void changesNothingInAnEmptyDatabase() throws Exception {
        String url = newDatabase("untouched");

        assertThat(run("doctor", "--jdbc-url", withPassword(url))).isZero();

        JdbcClient jdbc =
                JdbcClient.create(new DriverManagerDataSource(url, shop.postgres.username(), shop.postgres.password()));
        assertThat(jdbc.sql("SELECT count(*) FROM pg_tables WHERE schemaname !~ '^(pg_|information_schema)'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void saysSoonAndWhyNobodyCanBeReached() throws Exception {
        int port = closedPort();

        int exit = run(
                "doctor",
                "--bootstrap-servers",
                "127.0.0.1:" + port,
                "--jdbc-url",
                "jdbc:postgresql://127.0.0.1:" + port + "/esteira",
                "--db-user",
                "esteira",
                "--json");

        assertThat(exit).isEqualTo(3);
        assertThat(findings("UNREACHABLE"))
                .hasSize(2)
                .allMatch(seen -> seen.contains("cannot be reached") && seen.contains("refused"));
    }

    @Test
    void doesNotWaitForEverForSomethingThatIsNoBroker() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(run("doctor", "--bootstrap-servers", "127.0.0.1:" + silent.getLocalPort(), "--json"))
                    .isEqualTo(3);
        }
        assertThat(findings("UNREACHABLE"))
                .singleElement()
                .asString()
                .contains("something listens, but it did not answer as a broker");
    }

    @Test
    void aWrongPasswordIsAReason() {
        assertThat(run("doctor", "--jdbc-url", shop.postgres.jdbcUrl() + "?user=esteira&password=wrong", "--json"))
                .isEqualTo(3);
        assertThat(findings("UNREACHABLE"))
                .singleElement()
                .asString()
                .contains("password authentication failed")
                .doesNotContain("password=wrong");
    }

    @Test
    void wrongUsageIsOneLineAndExitCode2() {
        assertThat(run("doctor")).isEqualTo(2);
        assertThat(run("doctor", "--data", "data", "--jdbc-url", "jdbc:postgresql:esteira"))
                .isEqualTo(2);
        assertThat(run("doctor", "--brokers", "localhost:9092")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(3).allMatch(line -> line.startsWith("esteira: "));
    }

    private static void plant(Admin admin) throws ExecutionException, InterruptedException {
        List<NewTopic> topics = List.of(
                topic("orders.pending", 3).configs(Map.of("retention.ms", "-1", "max.message.bytes", "1048576")),
                kept("orders.pending.dlt", 1, Map.of()),
                kept("orders.commands", 3, Map.of("retention.ms", "86400000")),
                kept("orders.events", 2, Map.of("cleanup.policy", "compact")),
                kept("payments.events", 3, Map.of("unclean.leader.election.enable", "true")),
                kept("payments.requests", 3, Map.of("retention.ms", "5184000000")),
                kept("catalog.products", 3, Map.of()));
        admin.createTopics(topics).all().get();
        admin.alterConsumerGroupOffsets(
                        "billing", Map.of(new TopicPartition("payments.events", 0), new OffsetAndMetadata(0)))
                .all()
                .get();
    }

    private static void leaveOneOrderUnread(LocalKafka kafka) throws ExecutionException, InterruptedException {
        long hoursAgo = Instant.now().minusSeconds(5 * 3_600).toEpochMilli();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("payments.events", 0, hoursAgo, new byte[] {1}, new byte[] {1}))
                    .get();
        }
    }

    private static NewTopic kept(String name, int partitions, Map<String, String> further) {
        Map<String, String> configs =
                new HashMap<>(Map.of("retention.ms", "-1", "max.message.bytes", String.valueOf(4 << 20)));
        configs.putAll(further);
        return topic(name, partitions).configs(configs);
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.of((short) 1));
    }

    private static FluentConfiguration flyway(DriverManagerDataSource source, String schema) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/" + schema)
                .schemas(schema)
                .defaultSchema(schema);
    }

    private static Addresses address(String database) {
        return new Addresses(
                shop.kafka.bootstrapServers(),
                shop.postgres.jdbcUrl().replaceAll("[^/]+$", database),
                shop.postgres.username(),
                shop.postgres.password());
    }

    private static String newDatabase(String name) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        shop.postgres.jdbcUrl(), shop.postgres.username(), shop.postgres.password());
                var create = connection.createStatement()) {
            create.execute("CREATE DATABASE " + name);
        }
        return address(name).jdbcUrl();
    }

    private static String withPassword(String url) {
        return url + "?user=" + shop.postgres.username() + "&password=" + shop.postgres.password();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closedAtOnce.getLocalPort();
        }
    }

    private int run(String... args) {
        return Lab.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private List<String> findings(String level) {
        List<String> found = new ArrayList<>();
        for (JsonNode finding : Json.mapper().readTree(out.toString()).get("findings")) {
            if (finding.get("level").asString().equals(level)) {
                found.add(finding.get("on").asString() + ": "
                        + finding.get("seen").asString());
            }
        }
        return found;
    }
}
