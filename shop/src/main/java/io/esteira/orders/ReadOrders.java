package io.esteira.orders;

import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.Topics;
import io.esteira.platform.spool.SpooledRecords;
import io.esteira.platform.web.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/** Reads that have seen everything that was accepted before them. */
final class ReadOrders implements Orders {

    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 50;

    private static final Pattern NUMBER = Pattern.compile("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}");

    private final OrderTables tables;
    private final OrderLists lists;
    private final SpooledRecords spooled;
    private final PendingLog log;
    private final Progress progress;
    private final Duration timeout;

    ReadOrders(
            OrderTables tables,
            OrderLists lists,
            SpooledRecords spooled,
            PendingLog log,
            Progress progress,
            Duration timeout) {
        this.tables = tables;
        this.lists = lists;
        this.spooled = spooled;
        this.log = log;
        this.progress = progress;
        this.timeout = timeout;
    }

    @Override
    public Optional<OrderView> find(OrderId id) {
        Supplier<Optional<OrderView>> look = () -> tables.find(id);
        return look.get()
                .or(() -> spooled.find(Topics.ORDERS_PENDING, id.toString()).map(ReadOrders::asAccepted))
                .or(() -> lookAgain(look, log.endFor(id)));
    }

    @Override
    public Optional<OrderView> findByNumber(String number) {
        if (!NUMBER.matcher(number).matches()) {
            return Optional.empty();
        }
        Supplier<Optional<OrderView>> look = () -> tables.findByNumber(number);
        return look.get()
                .or(() -> spooled.findByAlias(Topics.ORDERS_PENDING, number).map(ReadOrders::asAccepted))
                .or(() -> lookAgain(look, log.end()));
    }

    /** An order that waits for Kafka: nothing has happened to it yet. */
    private static OrderView asAccepted(OrderPlaced placed) {
        return new OrderView(placed.order(), OrderStatus.PENDING, null, 0, List.of(), null);
    }

    @Override
    public OrderPage search(OrderQuery query) {
        return lists.search(query);
    }

    @Override
    public Totals totals(OrderQuery.Owner owner) {
        return lists.totals(owner);
    }

    /** Looks until it is there, or until all that was accepted before is in the tables and it is not among it. */
    private Optional<OrderView> lookAgain(Supplier<Optional<OrderView>> look, Map<TopicPartition, Long> accepted) {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        long pauseMillis = FIRST_PAUSE_MILLIS;
        while (true) {
            // In this order: what is in the tables once they have come so far is all that there is.
            boolean complete = progress.reached(accepted);
            Optional<OrderView> seen = look.get();
            if (seen.isPresent() || complete) {
                return seen;
            }
            if (System.nanoTime() > deadlineNanos) {
                throw Problem.unavailable("The newest orders are not visible yet.", timeout);
            }
            pause(pauseMillis);
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("The newest orders are not visible yet.", Duration.ofSeconds(1));
        }
    }
}
