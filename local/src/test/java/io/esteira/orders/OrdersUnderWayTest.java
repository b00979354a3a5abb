package io.esteira.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.OrderStatus;
import io.esteira.orders.OrderQuery.Owner;
import io.esteira.platform.kafka.Received;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Orders that change together: what PostgreSQL itself counted, and what the lists say of them. */
class OrdersUnderWayTest {

    private static final int ORDERS = 200;
    private static final Tables TABLES = new Tables();

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Test
    void theirChangesWriteNoIndexUntilTheyAreSettled() {
        List<Story> stories = IntStream.range(0, ORDERS)
                .mapToObj(n -> new Story("story", "Ana Souza", Story.NOON, 10L * n))
                .toList();
        TABLES.project(each(stories, story -> story.pending().getFirst()));
        TABLES.project(each(stories, story -> story.events().get(0)));
        TABLES.project(each(stories, story -> story.events().get(1)));

        assertThat(changes()).isEqualTo(new Changes(2L * ORDERS, 2L * ORDERS));
        assertThat(counts())
                .containsEntry(OrderStatus.AWAITING_PAYMENT, (long) ORDERS)
                .containsEntry(OrderStatus.CONFIRMED, 0L);

        TABLES.project(each(stories, story -> story.events().get(2)));

        assertThat(counts()).containsEntry(OrderStatus.AWAITING_PAYMENT, 0L).containsEntry(OrderStatus.CONFIRMED, (long)
                ORDERS);
    }

    private static List<Received<?>> each(List<Story> stories, Function<Story, ? extends Received<?>> record) {
        return stories.stream().<Received<?>>map(record).toList();
    }

    /** Of rows, and how many of them no index was told of. */
    private record Changes(long all, long withoutIndex) {}

    /** A connection that rests tells of its last changes within ten seconds. */
    private static Changes changes() {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> TABLES.jdbc()
                                .sql("""
                                        SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables
                                        WHERE schemaname = 'orders' AND relname = 'orders'
                                        """)
                                .query((row, _) -> new Changes(row.getLong(1), row.getLong(2)))
                                .single(),
                        changes -> changes.all() >= 2L * ORDERS);
    }

    /** Of anybody, which are those of their client. */
    private static Map<OrderStatus, Long> counts() {
        Map<OrderStatus, Long> counts = TABLES.lists().totals(Owner.anybody()).counts();
        assertThat(TABLES.lists().totals(Owner.client("story")).counts()).isEqualTo(counts);
        return counts;
    }
}
