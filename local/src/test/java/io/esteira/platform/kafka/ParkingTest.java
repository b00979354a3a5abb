package io.esteira.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.OrderEvent.CancellationRefused;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.Topics;
import io.esteira.local.LocalKafka;
import io.esteira.local.LocalStack;
import io.esteira.local.Patience;
import io.esteira.local.Platform;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of a record that its consumer cannot process, and of those behind it. Each test reads in its own group. */
class ParkingTest {

    private static final Duration PATIENCE = Patience.LONG;

    private static LocalKafka kafka;
    private static Platform platform;
    private static JdbcClient jdbc;

    private ParkingScene scene;
    private OrderId x;
    private OrderId y;

    @BeforeAll
    static void start() throws Exception {
        kafka = LocalKafka.start(LocalStack.get().newDirectory());
        platform = Platform.on(kafka.bootstrapServers());
        jdbc = platform.get(JdbcClient.class);
    }

    @AfterAll
    static void stopAll() {
        platform.close();
        kafka.close();
    }

    @BeforeEach
    void open() {
        scene = new ParkingScene(platform);
        x = scene.x;
        y = scene.y;
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsParkedAndAfterwardsAllGoesOn() throws Exception {
        scene.consume();
        scene.write(x, 1);
        await().atMost(PATIENCE).until(() -> scene.seen.containsKey(x));
        String database =
                jdbc.sql("SELECT current_database()").query(String.class).single();
        asAdministrator("ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
        try {
            asAdministrator(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
            scene.write(x, 2, 3);
            scene.write(y, 1);
            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> !scene.seen.containsKey(y));
        } finally {
            asAdministrator("ALTER DATABASE " + database + " ALLOW_CONNECTIONS true");
        }
        // What was not committed when the database went may come again.
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(scene.seenOnce()).containsOnly(entry(x, Set.of(1, 2, 3)), entry(y, Set.of(1))));
        assertThat(scene.sequences(x).stream().distinct()).containsExactly(1, 2, 3);
        assertThat(scene.letters()).isEmpty();
    }

    @Test
    void whoTakesAPartitionOverKnowsWhatIsHeldBack() {
        scene.breakAt(1);
        scene.write(x, 1);
        scene.consume();
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 1);

        scene.breakAt(0);
        scene.stopFirst();
        scene.write(x, 2);
        scene.write(y, 1);
        scene.consume();

        await().atMost(PATIENCE).until(() -> scene.letters().size() == 2 && scene.seen.containsKey(y));
        assertThat(scene.letters().getLast().behind())
                .isEqualTo(scene.letters().getFirst().source());
        assertThat(scene.seen).containsOnly(entry(y, List.of(1)));
    }

    @Test
    void whatComesAgainAfterACrashIsNeitherParkedTwiceNorBehindItself() throws Exception {
        scene.breakAt(2);
        scene.write(x, 1, 2, 3);
        scene.consume();
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 2);
        List<String> rows = scene.rows();

        scene.stopFirst();
        scene.readAgainFromTheBeginning();
        scene.write(y, 1);
        scene.consume();

        await().atMost(PATIENCE)
                .until(() -> scene.seen.containsKey(y) && scene.sequences(x).size() == 2);
        assertThat(scene.seen).containsOnly(entry(x, List.of(1, 1)), entry(y, List.of(1)));
        assertThat(scene.rows()).isEqualTo(rows);
        assertThat(scene.letters()).hasSize(2);
    }

    @Test
    void aRecordUnderNobodysKeyHoldsNothingBack() {
        String key = "odd-" + UUID.randomUUID();
        scene.poison(null);
        scene.poison(key);
        scene.poison(key);
        scene.write(x, 1);
        scene.consume();
        await().atMost(PATIENCE).until(() -> scene.seen.containsKey(x));

        scene.awaitLetterOf(key);
        assertThat(scene.letters(record -> key.equals(record.key()) || record.key() == null))
                .filteredOn(letter -> letter.kind().equals("Unreadable"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(letter -> letter.queue() == null && letter.behind() == null);
    }

    @Test
    void whatAConsumerHasNoUseForIsNotHandedToItButPoisonIsParkedAllTheSame() {
        scene.run(platform.get(TopicConsumers.class)
                .batches(
                        scene.group,
                        List.of(Topics.ORDERS_EVENTS),
                        2,
                        100,
                        Set.of(CancellationRefused.class),
                        batch -> scene.note(batch, scene.seen)));
        Instant at = Instant.parse("2026-11-22T10:00:00Z");
        scene.write(y, 1);
        platform.get(TopicWriter.class)
                .write(
                        Topics.ORDERS_EVENTS,
                        y.toString(),
                        new CancellationRefused(y, 2, at, "staff:ana", OrderStatus.CONFIRMED));
        scene.write(y, 3);
        scene.poison(x.toString());

        await().atMost(PATIENCE)
                .until(() -> scene.seen.getOrDefault(y, List.of()).contains(3));
        assertThat(scene.seen.get(y)).containsExactly(1, 3);
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 1);
    }

    @Test
    void whoKeepsAccountIsToldOfWhatWasPassedOnlyAfterItWasParked() {
        scene.breakAt(1);
        scene.write(x, 1);
        scene.write(y, 2);
        List<Integer> rowsWhenTold = new CopyOnWriteArrayList<>();
        Map<TopicPartition, Long> told = new ConcurrentHashMap<>();
        scene.run(platform.get(TopicConsumers.class)
                .positionedBatches(scene.group, List.of(Topics.ORDERS_EVENTS), 1, 100, batch -> {
                    scene.take(batch.messages(), scene.seen);
                    batch.nextOffsets().forEach((partition, next) -> {
                        told.merge(partition, next, Math::max);
                        if (partition.equals(scene.partitionOf(x))) {
                            rowsWhenTold.add(scene.rows().size());
                        }
                    });
                }));

        await().atMost(PATIENCE).until(() -> scene.seen.containsKey(y) && !rowsWhenTold.isEmpty());
        assertThat(rowsWhenTold.getLast()).isEqualTo(1);
        assertThat(told.get(scene.partitionOf(x)))
                .isGreaterThan(RecordSource.parse(scene.letters().getFirst().source())
                        .orElseThrow()
                        .offset());
    }

    private static void asAdministrator(String sql) throws Exception {
        LocalStack stack = LocalStack.get();
        try (var connection = DriverManager.getConnection(stack.jdbcUrl(), stack.username(), stack.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
