package io.esteira.orderflow;

import io.esteira.contracts.Message;
import io.esteira.contracts.OrderCommand;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentEvent.PaymentCaptured;
import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.Redrive;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.springframework.util.FileSystemUtils;

/** The topology on the test driver, with a clock of its own. */
final class FlowDriver implements AutoCloseable {

    static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofDays(30));
    static final Duration GRACE = Duration.ofMinutes(1);
    static final int ALWAYS_UNDER_WAY = 3;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Turnstile turnstile = new Turnstile(ALWAYS_UNDER_WAY);
    private final TopologyTestDriver driver;
    private final Path directory;
    private Instant now;

    FlowDriver() {
        this(Orders.PLACED_AT);
    }

    FlowDriver(Instant now) {
        this.now = now;
        Properties config = new Properties();
        try {
            directory = Files.createTempDirectory("order-flow-test");
            config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // As in production; and the driver then writes no checkpoint, with an fsync, after each record.
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        driver = new TopologyTestDriver(
                new OrderFlow(TIMEOUTS, GRACE, new HeldBack(meters), turnstile).topology(), config, now);
    }

    void place(OrderPlaced placed) {
        send(Topics.ORDERS_PENDING, placed.order().id().toString(), placed);
    }

    /** Whether so many orders are under way that no new ones would be taken up. */
    boolean takesNoNewOrders() {
        return turnstile.isShut(0, now.toEpochMilli());
    }

    void stock(String sku, int pieces) {
        send(
                Topics.STOCK_COMMANDS,
                sku,
                new StockCommand.Adjust(sku, "first-" + sku, pieces, "delivery", "test", Orders.PLACED_AT));
    }

    void pay(OrderPlaced placed) {
        send(
                Topics.PAYMENTS_EVENTS,
                placed.order().id().toString(),
                new PaymentCaptured(placed.order().id(), placed.order().total(), "pay-1", Orders.PLACED_AT));
    }

    void cancel(OrderPlaced placed, String commandId) {
        send(
                Topics.ORDERS_COMMANDS,
                placed.order().id().toString(),
                new OrderCommand.Cancel(placed.order().id(), commandId, "test", null, Orders.PLACED_AT));
    }

    /** Something that nobody can read. */
    void poison(Topic<?> topic, String key) {
        raw(topic, new TestRecord<>(key, new byte[] {(byte) 0xff, 0}));
    }

    <V extends Message> void send(Topic<V> topic, String key, V message) {
        ProducerRecord<String, byte[]> record = topic.record(key, message);
        raw(topic, new TestRecord<>(key, record.value(), record.headers(), message.at()));
    }

    void raw(Topic<?> topic, TestRecord<String, byte[]> record) {
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    /** What was written to {@code topic} since it was last asked for. */
    <V extends Message> List<V> told(Topic<V> topic) {
        return records(topic.name()).stream()
                .map(record -> topic.decode(record.value()))
                .toList();
    }

    /** The levels that were told since they were last asked for, and those that are told next. */
    List<StockLevel> levels() {
        pass(StockProcessor.TELL_LEVELS_AFTER);
        return told(Topics.STOCK_LEVELS);
    }

    List<TestRecord<String, byte[]>> records(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** What was parked of {@code topic}, or told of what is parked, since it was last asked for. */
    List<TestRecord<String, byte[]>> parked(Topic<?> topic) {
        return records(topic.deadLetterName());
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    /** Another run of the flow on what this one stored, after a while in which nothing ran. */
    FlowDriver restartedAfter(Duration outage) {
        FlowDriver restarted = new FlowDriver(now.plus(outage));
        driver.getAllStateStores().keySet().forEach(name -> {
            KeyValueStore<Object, Object> to = restarted.driver.getKeyValueStore(name);
            try (KeyValueIterator<Object, Object> all =
                    driver.getKeyValueStore(name).all()) {
                all.forEachRemaining(entry -> to.put(entry.key, entry.value));
            }
        });
        return restarted;
    }

    /** How many entries the store holds. */
    long entries(String store) {
        long count = 0;
        try (KeyValueIterator<Object, Object> all =
                driver.getKeyValueStore(store).all()) {
            for (; all.hasNext(); all.next()) {
                count++;
            }
        }
        return count;
    }

    /** As after a fault of the program or an upgrade that cannot read what was stored; gives what was there. */
    Object lose(String store, String key) {
        return driver.getKeyValueStore(store).delete(key);
    }

    void put(String store, String key, Object value) {
        driver.getKeyValueStore(store).put(key, value);
    }

    /** What staff sends to the consumer that parked the record. */
    void handBack(TestRecord<String, byte[]> parked, Redrive.Action action) {
        DeadLetter letter = DeadLetter.of(parked.headers()).orElseThrow();
        Headers headers = new Redrive(letter, action, "staff:ana").headers(parked.headers());
        driver.createInputTopic(
                        Topics.redriveName(letter.consumer()), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(parked.key(), parked.value(), headers, parked.getRecordTime()));
    }

    double heldBack(String consumer) {
        return meters.get("esteira.dead_letters.held_back")
                .tag("consumer", consumer)
                .gauge()
                .value();
    }

    static String header(TestRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
