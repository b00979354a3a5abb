package io.esteira.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.CancellationRefused;
import io.esteira.contracts.OrderEvent.StockReserved;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.Topics;
import io.esteira.local.LocalKafka;
import io.esteira.local.LocalStack;
import io.esteira.local.Patience;
import io.esteira.local.Platform;
import io.esteira.platform.kafka.DeadLetter.Outcome;
import io.esteira.platform.kafka.Redrive.Action;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.MessageListenerContainer;

/** What becomes of a record that its consumer cannot process, and of those behind it. Each test reads in its own group. */
class ParkingTest {

    private static final Duration PATIENCE = Patience.LONG;

    private static LocalKafka kafka;
    private static Platform platform;
    private static JdbcClient jdbc;

    private final String group = "parking-" + UUID.randomUUID();
    private final OrderId x = OrderId.derive("parking", UUID.randomUUID().toString());
    private final OrderId y = OrderId.derive("parking", UUID.randomUUID().toString());
    private final Map<OrderId, List<Integer>> seen = new ConcurrentHashMap<>();
    private final List<MessageListenerContainer> running = new ArrayList<>();
    private volatile int brokenSequence;

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

    @AfterEach
    void stop() {
        running.forEach(MessageListenerContainer::stop);
    }

    @Test
    void oneRecordThatFailsStopsItsOrderOnlyAndAfterTheFixAllIsAsIfNothingHadHappened() {
        brokenSequence = 2;
        write(x, 1, 2, 3);
        write(y, 1, 2, 3);
        consume();
        Map<OrderId, List<Integer>> elsewhere = consumeAs("parking-" + UUID.randomUUID());
        await().atMost(PATIENCE).until(() -> letters().size() == 2);
        write(x, 4);
        await().atMost(PATIENCE).until(() -> letters().size() == 3);

        assertThat(seen).containsOnly(entry(x, List.of(1)), entry(y, List.of(1, 2, 3)));
        List<DeadLetter> letters = letters();
        assertThat(letters).extracting(DeadLetter::kind).containsExactly("ArithmeticException", "Behind", "Behind");
        assertThat(letters)
                .extracting(DeadLetter::behind)
                .containsExactly(
                        null, letters.getFirst().source(), letters.getFirst().source());
        assertThat(letters.getFirst().reason()).isEqualTo("java.lang.ArithmeticException: A bug");
        assertThat(letters.getFirst().attempts()).isEqualTo(4);
        assertThat(letters.getFirst().queue()).isEqualTo(x.toString());

        brokenSequence = 0;
        handBack(Action.AGAIN, parked());

        await().atMost(PATIENCE).until(() -> rows().isEmpty());
        assertThat(seen).containsOnly(entry(x, List.of(1, 2, 3, 4)), entry(y, List.of(1, 2, 3)));
        assertThat(letters())
                .filteredOn(letter -> letter.outcome() == Outcome.DONE)
                .hasSize(3);
        write(x, 5);
        await().atMost(PATIENCE).until(() -> sequences(seen).equals(List.of(1, 2, 3, 4, 5)));
        await().atMost(PATIENCE).until(() -> sequences(elsewhere).size() == 5);
        assertThat(elsewhere).contains(entry(x, List.of(1, 2, 3, 4, 5)), entry(y, List.of(1, 2, 3)));
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsParkedAndAfterwardsAllGoesOn() throws Exception {
        consume();
        write(x, 1);
        await().atMost(PATIENCE).until(() -> seen.containsKey(x));
        String database =
                jdbc.sql("SELECT current_database()").query(String.class).single();
        asAdministrator("ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
        try {
            asAdministrator(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
            write(x, 2, 3);
            write(y, 1);
            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> !seen.containsKey(y));
        } finally {
            asAdministrator("ALTER DATABASE " + database + " ALLOW_CONNECTIONS true");
        }
        await().atMost(PATIENCE)
                .until(() -> seen.containsKey(y) && sequences(seen).size() == 3);
        assertThat(seen).containsOnly(entry(x, List.of(1, 2, 3)), entry(y, List.of(1)));
        assertThat(letters()).isEmpty();
    }

    @Test
    void poisonHoldsBackItsOrderUntilItIsDismissed() {
        write(x, 1);
        poison(x.toString());
        write(x, 2);
        write(y, 1);
        consume();
        await().atMost(PATIENCE).until(() -> letters().size() == 2);
        assertThat(letters()).extracting(DeadLetter::kind).containsExactly("Unreadable", "Behind");
        assertThat(seen.get(x)).containsExactly(1);
        assertThat(parked().getFirst().value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"poison");

        handBack(Action.DISMISS, List.of(parked().getFirst()));
        handBack(Action.AGAIN, List.of(parked().getLast()));

        await().atMost(PATIENCE).until(() -> rows().isEmpty());
        assertThat(seen).containsOnly(entry(x, List.of(1, 2)), entry(y, List.of(1)));
        assertThat(letters())
                .extracting(DeadLetter::outcome)
                .containsExactly(null, null, Outcome.DISMISSED, Outcome.DONE);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void whatParkedAfterStaffLookedGoesOnWithTheRecordInFrontOfIt(Action action) {
        brokenSequence = 1;
        write(x, 1);
        consume();
        await().atMost(PATIENCE).until(() -> letters().size() == 1);
        ConsumerRecord<String, byte[]> asStaffSawIt = parked().getFirst();
        write(x, 2, 3);
        await().atMost(PATIENCE).until(() -> letters().size() == 3);

        brokenSequence = 0;
        handBack(action, List.of(asStaffSawIt));

        await().atMost(PATIENCE).until(() -> rows().isEmpty());
        assertThat(seen).containsOnly(entry(x, action == Action.AGAIN ? List.of(1, 2, 3) : List.of(2, 3)));
        assertThat(letters().subList(3, 6))
                .extracting(DeadLetter::outcome)
                .containsExactly(action == Action.AGAIN ? Outcome.DONE : Outcome.DISMISSED, Outcome.DONE, Outcome.DONE);
        assertThat(letters().getLast().by()).isEqualTo("staff:ana");
        write(x, 4);
        await().atMost(PATIENCE).until(() -> sequences(seen).contains(4));
    }

    @Test
    void whatArrivesTogetherWithTheDismissalOfTheRecordInFrontOfItGoesOn() {
        poison(x.toString());
        consume();
        await().atMost(PATIENCE).until(() -> letters().size() == 1);
        running.removeFirst().stop();
        write(x, 1, 2);
        handBack(Action.DISMISS, parked());

        consume();

        await().atMost(PATIENCE).until(() -> sequences(seen).size() == 2 && rows().isEmpty());
        assertThat(seen).containsOnly(entry(x, List.of(1, 2)));
    }

    @Test
    void whatWasLeftBehindByAProcessThatDiedInBetweenGoesOnWhenTheDismissalComesAgain() {
        poison(x.toString());
        write(x, 1, 2);
        consume();
        await().atMost(PATIENCE).until(() -> letters().size() == 3);
        ConsumerRecord<String, byte[]> poison = parked().getFirst();
        jdbc.sql("DELETE FROM parking.parked WHERE consumer = ? AND kind = 'Unreadable'")
                .param(group)
                .update();

        handBack(Action.DISMISS, List.of(poison));

        await().atMost(PATIENCE).until(() -> rows().isEmpty());
        assertThat(seen).containsOnly(entry(x, List.of(1, 2)));
    }

    @Test
    void whatGoesOnStopsAtTheNextThatFailsAndTriesItOnce() {
        poison(x.toString());
        write(x, 1, 2, 3);
        consume();
        await().atMost(PATIENCE).until(() -> letters().size() == 4);
        List<ConsumerRecord<String, byte[]>> parked = parked();

        brokenSequence = 2;
        handBack(Action.DISMISS, parked.subList(0, 1));
        handBack(Action.AGAIN, parked.subList(1, 4));
        awaitAllHandedBackRead();

        assertThat(seen).containsOnly(entry(x, List.of(1)));
        assertThat(rows()).hasSize(2);
        assertThat(letters())
                .filteredOn(letter -> letter.kind().equals("ArithmeticException"))
                .extracting(DeadLetter::attempts)
                .containsExactly(1);
        assertThat(letters().getLast().behind())
                .isEqualTo(DeadLetter.of(parked.get(2).headers()).orElseThrow().source());
    }

    @Test
    void whoTakesAPartitionOverKnowsWhatIsHeldBack() {
        brokenSequence = 1;
        write(x, 1);
        consume();
        await().atMost(PATIENCE).until(() -> letters().size() == 1);

        brokenSequence = 0;
        running.removeFirst().stop();
        write(x, 2);
        write(y, 1);
        consume();

        await().atMost(PATIENCE).until(() -> letters().size() == 2 && seen.containsKey(y));
        assertThat(letters().getLast().behind()).isEqualTo(letters().getFirst().source());
        assertThat(seen).containsOnly(entry(y, List.of(1)));
    }

    @Test
    void whatComesAgainAfterACrashIsNeitherParkedTwiceNorBehindItself() throws Exception {
        brokenSequence = 2;
        write(x, 1, 2, 3);
        consume();
        await().atMost(PATIENCE).until(() -> letters().size() == 2);
        List<String> rows = rows();

        running.removeFirst().stop();
        readAgainFromTheBeginning();
        write(y, 1);
        consume();

        await().atMost(PATIENCE)
                .until(() -> seen.containsKey(y) && sequences(seen).size() == 2);
        assertThat(seen).containsOnly(entry(x, List.of(1, 1)), entry(y, List.of(1)));
        assertThat(rows()).isEqualTo(rows);
        assertThat(letters()).hasSize(2);
    }

    @Test
    void nothingComesOutOfItsTurnAndWhatFailsAgainKeepsItsPlace() {
        brokenSequence = 1;
        write(x, 1, 2);
        consume();
        await().atMost(PATIENCE).until(() -> letters().size() == 2);
        List<String> rows = rows();
        List<ConsumerRecord<String, byte[]>> parked = parked();

        handBack(Action.AGAIN, List.of(parked.getLast()));
        await().atMost(PATIENCE).until(() -> letters().size() == 3);
        handBack(Action.AGAIN, List.of(parked.getFirst()));
        await().atMost(PATIENCE).until(() -> letters().size() == 4);

        assertThat(seen).isEmpty();
        assertThat(rows()).isEqualTo(rows);
        assertThat(letters()).extracting(DeadLetter::attempts).containsExactly(4, 0, 0, 5);
        assertThat(letters().get(2).behind()).isEqualTo(letters().getFirst().source());
    }

    @Test
    void handingBackTwiceIsAsOnce() {
        brokenSequence = 1;
        write(x, 1, 2);
        consume();
        await().atMost(PATIENCE).until(() -> letters().size() == 2);
        List<ConsumerRecord<String, byte[]>> parked = parked();

        brokenSequence = 0;
        handBack(Action.AGAIN, parked);
        handBack(Action.AGAIN, parked);
        handBack(Action.DISMISS, parked);
        write(x, 3);

        await().atMost(PATIENCE).until(() -> sequences(seen).contains(3));
        awaitAllHandedBackRead();
        assertThat(rows()).isEmpty();
        assertThat(seen.get(x)).containsExactly(1, 2, 3);
        assertThat(letters())
                .filteredOn(letter -> letter.outcome() == Outcome.DONE)
                .hasSize(2);
    }

    @Test
    void aRecordUnderNobodysKeyHoldsNothingBack() {
        String key = "odd-" + UUID.randomUUID();
        poison(null);
        poison(key);
        poison(key);
        write(x, 1);
        consume();
        await().atMost(PATIENCE).until(() -> seen.containsKey(x));

        awaitLetterOf(key);
        assertThat(letters(record -> key.equals(record.key()) || record.key() == null))
                .filteredOn(letter -> letter.kind().equals("Unreadable"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(letter -> letter.queue() == null && letter.behind() == null);
    }

    @Test
    void whatAConsumerHasNoUseForIsNotHandedToItButPoisonIsParkedAllTheSame() {
        run(platform.get(TopicConsumers.class)
                .batches(
                        group,
                        List.of(Topics.ORDERS_EVENTS),
                        2,
                        100,
                        Set.of(CancellationRefused.class),
                        batch -> note(batch, seen)));
        Instant at = Instant.parse("2026-11-22T10:00:00Z");
        write(y, 1);
        platform.get(TopicWriter.class)
                .write(
                        Topics.ORDERS_EVENTS,
                        y.toString(),
                        new CancellationRefused(y, 2, at, "staff:ana", OrderStatus.CONFIRMED));
        write(y, 3);
        poison(x.toString());

        await().atMost(PATIENCE).until(() -> seen.getOrDefault(y, List.of()).contains(3));
        assertThat(seen.get(y)).containsExactly(1, 3);
        await().atMost(PATIENCE).until(() -> letters().size() == 1);
    }

    @Test
    void whoKeepsAccountIsToldOfWhatWasPassedOnlyAfterItWasParked() {
        brokenSequence = 1;
        write(x, 1);
        write(y, 2);
        List<Integer> rowsWhenTold = new CopyOnWriteArrayList<>();
        Map<TopicPartition, Long> told = new ConcurrentHashMap<>();
        run(platform.get(TopicConsumers.class)
                .positionedBatches(group, List.of(Topics.ORDERS_EVENTS), 1, 100, batch -> {
                    take(batch.messages(), seen);
                    batch.nextOffsets().forEach((partition, next) -> {
                        told.merge(partition, next, Math::max);
                        if (partition.equals(partitionOf(x))) {
                            rowsWhenTold.add(rows().size());
                        }
                    });
                }));

        await().atMost(PATIENCE).until(() -> seen.containsKey(y) && !rowsWhenTold.isEmpty());
        assertThat(rowsWhenTold.getLast()).isEqualTo(1);
        assertThat(told.get(partitionOf(x)))
                .isGreaterThan(RecordSource.parse(letters().getFirst().source())
                        .orElseThrow()
                        .offset());
    }

    private void consume() {
        consumeAs(group, seen);
    }

    private Map<OrderId, List<Integer>> consumeAs(String otherGroup) {
        Map<OrderId, List<Integer>> theirs = new ConcurrentHashMap<>();
        run(platform.get(TopicConsumers.class)
                .batches(otherGroup, List.of(Topics.ORDERS_EVENTS), 2, 100, batch -> note(batch, theirs)));
        return theirs;
    }

    private void consumeAs(String name, Map<OrderId, List<Integer>> into) {
        run(platform.get(TopicConsumers.class)
                .batches(name, List.of(Topics.ORDERS_EVENTS), 2, 100, batch -> take(batch, into)));
    }

    private void run(MessageListenerContainer container) {
        running.add(container);
        container.start();
    }

    /** As a handler that commits all of a batch or nothing of it. */
    private void take(List<Received<?>> batch, Map<OrderId, List<Integer>> into) {
        if (batch.stream()
                .anyMatch(each -> isMine(each)
                        && event(each).orderId().equals(x)
                        && event(each).sequence() == brokenSequence)) {
            throw new ArithmeticException("A bug");
        }
        assertThat(jdbc.sql("SELECT 1").query(Integer.class).single()).isEqualTo(1);
        note(batch, into);
    }

    private void note(List<Received<?>> batch, Map<OrderId, List<Integer>> into) {
        batch.stream()
                .filter(this::isMine)
                .forEach(each -> into.computeIfAbsent(event(each).orderId(), ignored -> new CopyOnWriteArrayList<>())
                        .add(event(each).sequence()));
    }

    /** The topic holds what other tests wrote, too. */
    private boolean isMine(Received<?> received) {
        return List.of(x, y).contains(event(received).orderId());
    }

    private static OrderEvent event(Received<?> received) {
        return (OrderEvent) received.message();
    }

    private void write(OrderId order, int... sequences) {
        for (int sequence : sequences) {
            platform.get(TopicWriter.class)
                    .write(
                            Topics.ORDERS_EVENTS,
                            order.toString(),
                            new StockReserved(order, sequence, Instant.parse("2026-11-22T10:00:00Z")));
        }
    }

    private void poison(@Nullable String key) {
        platform.get(TopicWriter.class)
                .write(new ProducerRecord<>(
                        Topics.ORDERS_EVENTS.name(), key, "{\"poison".getBytes(StandardCharsets.UTF_8)));
    }

    private void handBack(Action action, List<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            DeadLetter letter = DeadLetter.of(record.headers()).orElseThrow();
            platform.get(TopicWriter.class)
                    .write(new Redrive(letter, action, "staff:ana")
                            .record(record.key(), record.value(), record.headers(), record.timestamp()));
        }
    }

    /** What this test's group told of this test's orders, in the order of the log. */
    private List<DeadLetter> letters() {
        return letters(this::isOfMyOrders);
    }

    private List<DeadLetter> letters(java.util.function.Predicate<ConsumerRecord<String, byte[]>> which) {
        return records().stream()
                .filter(which)
                .map(record -> DeadLetter.of(record.headers()).orElseThrow())
                .toList();
    }

    private List<ConsumerRecord<String, byte[]>> parked() {
        return records().stream()
                .filter(this::isOfMyOrders)
                .filter(record -> DeadLetter.of(record.headers()).orElseThrow().outcome() == null)
                .toList();
    }

    private ConsumerRecord<String, byte[]> awaitLetterOf(String key) {
        return await().atMost(PATIENCE)
                .until(
                        () -> records().stream()
                                .filter(record -> key.equals(record.key()))
                                .findFirst()
                                .orElse(null),
                        java.util.Objects::nonNull);
    }

    private boolean isOfMyOrders(ConsumerRecord<String, byte[]> record) {
        return x.toString().equals(record.key()) || y.toString().equals(record.key());
    }

    private List<ConsumerRecord<String, byte[]>> records() {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (Consumer<String, byte[]> reader = platform.get(KafkaClients.class).reader("parking-test")) {
            List<TopicPartition> partitions = List.of(new TopicPartition(Topics.ORDERS_EVENTS.deadLetterName(), 0));
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = reader.endOffsets(partitions);
            while (!end.entrySet().stream().allMatch(each -> reader.position(each.getKey()) >= each.getValue())) {
                reader.poll(Duration.ofMillis(50)).forEach(records::add);
            }
        }
        return records.stream()
                .filter(record ->
                        DeadLetter.of(record.headers()).orElseThrow().consumer().equals(group))
                .toList();
    }

    private List<String> rows() {
        return jdbc.sql("""
                        SELECT place || ' ' || queue FROM parking.parked
                        WHERE consumer = ? AND queue IN (?, ?) ORDER BY place""")
                .params(group, x.toString(), y.toString())
                .query((row, number) -> row.getString(1))
                .list();
    }

    private TopicPartition partitionOf(OrderId order) {
        int partitions = platform.get(KafkaTopics.class).partitionCount(Topics.ORDERS_EVENTS);
        byte[] key = order.toString().getBytes(StandardCharsets.UTF_8);
        return new TopicPartition(
                Topics.ORDERS_EVENTS.name(),
                org.apache.kafka.common.utils.Utils.toPositive(org.apache.kafka.common.utils.Utils.murmur2(key))
                        % partitions);
    }

    private void readAgainFromTheBeginning() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> beginning = new ConcurrentHashMap<>();
        platform.get(KafkaTopics.class)
                .partitions(Topics.ORDERS_EVENTS)
                .forEach(partition -> beginning.put(partition, new OffsetAndMetadata(0)));
        try (Admin admin = platform.get(KafkaClients.class).admin()) {
            AtomicInteger refused = new AtomicInteger();
            await().atMost(PATIENCE).until(() -> {
                try {
                    admin.alterConsumerGroupOffsets(group, beginning).all().get();
                    return true;
                } catch (java.util.concurrent.ExecutionException e) {
                    refused.incrementAndGet(); // its members are still leaving
                    return false;
                }
            });
        }
    }

    private void awaitAllHandedBackRead() {
        String topic = Topics.redriveName(group);
        try (Consumer<String, byte[]> reader = platform.get(KafkaClients.class).reader("parking-test");
                Admin admin = platform.get(KafkaClients.class).admin()) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            Map<TopicPartition, Long> end = reader.endOffsets(partitions);
            await().atMost(PATIENCE).until(() -> {
                var reached = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get();
                return end.entrySet().stream()
                        .filter(each -> each.getValue() > 0)
                        .allMatch(each -> reached.get(each.getKey()) != null
                                && reached.get(each.getKey()).offset() >= each.getValue());
            });
        }
    }

    private List<Integer> sequences(Map<OrderId, List<Integer>> of) {
        return of.getOrDefault(x, List.of());
    }

    private static void asAdministrator(String sql) throws Exception {
        LocalStack stack = LocalStack.get();
        try (var connection = DriverManager.getConnection(stack.jdbcUrl(), stack.username(), stack.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
