package io.esteira.orderflow;

import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The flow, top to bottom: orders on one side, stock on the other, and topics between them. Each side keeps its state
 * by its own key, so neither waits for the other.
 *
 * <p>Names of processors and stores are part of what is stored: renaming one is a migration.
 *
 * @param grace how long after a start no deadline is acted upon
 * @param heldBack told of what is parked
 * @param turnstile told of what is under way
 */
record OrderFlow(Timeouts timeouts, Duration grace, HeldBack heldBack, Turnstile turnstile) {

    static final String ORDER_PROCESS = "order-process";
    static final String ORDERS_PLACED = "orders-placed";
    static final String ORDER_PROCESSES = "order-processes";
    static final String ORDER_DEADLINES = "order-deadlines";
    static final String ORDER_PARKED = "order-parked";
    static final String ORDER_DEAD_LETTERS = "order-dead-letters";

    static final String STOCK = "stock";
    static final String STOCK_MARKS = "stock-reservations";
    static final String STOCK_PARKED = "stock-parked";
    static final String STOCK_DEAD_LETTERS = "stock-dead-letters";

    private static final String STOCK_PROCESS = "stock-process";
    private static final long AHEAD_MILLIS = Duration.ofDays(1).toMillis();

    Topology topology() {
        Topology flow = new Topology();
        orders(flow);
        stock(flow);
        return flow;
    }

    private void orders(Topology flow) {
        flow.addProcessor(
                ORDER_PROCESS,
                () -> new OrderProcessor(new OrderProcess(timeouts), grace, heldBack, turnstile),
                from(flow, OrderProcessor.SOURCES, OrderProcessor.CONSUMER));
        flow.addStateStore(store(ORDERS_PLACED, Serdes.String(), Serdes.ByteArray()), ORDER_PROCESS);
        flow.addStateStore(store(ORDER_PROCESSES, Serdes.String(), StoreSerdes.orderState()), ORDER_PROCESS);
        flow.addStateStore(store(ORDER_DEADLINES, Serdes.Bytes(), Serdes.ByteArray()), ORDER_PROCESS);
        flow.addStateStore(store(ORDER_PARKED, Serdes.String(), ParkedState.serde()), ORDER_PROCESS);

        to(flow, Topics.ORDERS_EVENTS, ORDER_PROCESS);
        to(flow, Topics.PAYMENTS_REQUESTS, ORDER_PROCESS);
        to(flow, Topics.STOCK_REQUESTS, ORDER_PROCESS);
        deadLetters(flow, ORDER_DEAD_LETTERS, ORDER_PROCESS);
    }

    private void stock(Topology flow) {
        flow.addProcessor(
                STOCK_PROCESS,
                () -> new StockProcessor(timeouts.remember(), heldBack),
                from(flow, StockProcessor.SOURCES, StockProcessor.CONSUMER));
        // Many orders change one SKU between two commits.
        flow.addStateStore(store(STOCK, Serdes.String(), StoreSerdes.stock()).withCachingEnabled(), STOCK_PROCESS);
        flow.addStateStore(store(STOCK_MARKS, Serdes.String(), StoreSerdes.stockMark()), STOCK_PROCESS);
        flow.addStateStore(store(STOCK_PARKED, Serdes.String(), ParkedState.serde()), STOCK_PROCESS);

        to(flow, Topics.STOCK_EVENTS, STOCK_PROCESS);
        to(flow, Topics.STOCK_LEVELS, STOCK_PROCESS);
        deadLetters(flow, STOCK_DEAD_LETTERS, STOCK_PROCESS);
    }

    /** The topics that a processor listens to, and the one that hands back what it parked; the sources' names. */
    private static String[] from(Topology flow, List<Topic<?>> topics, String consumer) {
        List<String> names = new ArrayList<>(topics.stream().map(Topic::name).toList());
        names.add(Topics.redriveName(consumer));
        names.forEach(name -> from(flow, name));
        return names.stream().map(OrderFlow::source).toArray(String[]::new);
    }

    /** Bytes, decoded by the processor itself: what cannot be read is then parked like anything else. */
    private static void from(Topology flow, String topic) {
        flow.addSource(
                AutoOffsetReset.earliest(),
                source(topic),
                // A record without a time must not stop its partition.
                (record, partitionTime) -> Math.max(0, record.timestamp() - ahead(topic)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic);
    }

    /**
     * By how many milliseconds records of {@code topic} seem older than they are. Of several partitions, Streams takes the
     * oldest record first: of a backlog, each order would be begun before the first went on. So new orders come after
     * whatever orders under way wait for, unless they are a day late. Further apart, times would make the stores' topics
     * begin new segments all the time.
     */
    static long ahead(String topic) {
        return topic.equals(Topics.ORDERS_PENDING.name()) ? 0 : AHEAD_MILLIS;
    }

    private static void to(Topology flow, Topic<?> topic, String processor) {
        flow.addSink(sink(topic), topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), processor);
    }

    private static void deadLetters(Topology flow, String sink, String processor) {
        flow.addSink(sink, new DeadLetterOfSource(), new ByteArraySerializer(), new ByteArraySerializer(), processor);
    }

    private static <K, V> StoreBuilder<KeyValueStore<K, V>> store(String name, Serde<K> key, Serde<V> value) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), key, value);
    }

    private static String source(String topic) {
        return "from-" + topic;
    }

    static String sink(Topic<?> topic) {
        return "to-" + topic.name();
    }
}
