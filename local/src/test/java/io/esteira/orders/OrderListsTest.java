package io.esteira.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderStatus;
import io.esteira.orders.OrderQuery.Owner;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** With enough orders that the planner takes reading a whole table for what it is. */
class OrderListsTest {

    private static final int ORDERS = 40_000;
    private static final Tables TABLES = new Tables();

    @BeforeAll
    static void fill() {
        TABLES.jdbc().sql("""
                        INSERT INTO orders.orders
                        SELECT gen_random_uuid(), 'N' || n, 'client-' || n % 50, now() - n * INTERVAL '1 minute',
                               'Customer ' || n, n || '@example.com', 'BRL', n,
                               CASE n % 100 WHEN 0 THEN 'PENDING' ELSE 'CONFIRMED' END, NULL, 3, 3,
                               CASE n % 100 WHEN 0 THEN NULL ELSE 'CONFIRMED' END
                        FROM generate_series(1, :orders) AS n
                        """).param("orders", ORDERS).update();
        TABLES.jdbc().sql("""
                        INSERT INTO orders.documents
                        SELECT id, '{}', array_to_tsvector(ARRAY[number, customer_email]) FROM orders.orders
                        """).update();
        List.of("orders", "documents")
                .forEach(table ->
                        TABLES.jdbc().sql("VACUUM ANALYZE orders." + table).update());
    }

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Test
    void readsNoTableFromEndToEnd() throws Exception {
        try (var connection = TABLES.connection()) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            OrderLists lists = new OrderLists(jdbc);
            OrderTables single = new OrderTables(jdbc);
            Map<String, Long> before = wholeReads(jdbc);

            OrderPage newest = lists.search(query(Owner.anybody(), null, "", null));
            OrderPage older = lists.search(query(Owner.anybody(), null, "", newest.next()));
            lists.search(query(Owner.anybody(), OrderStatus.PENDING, "", null));
            lists.search(query(Owner.anybody(), OrderStatus.CONFIRMED, "", null));
            lists.search(query(Owner.client("client-7"), null, "", null));
            lists.search(query(Owner.client("client-7"), OrderStatus.PENDING, "", null));
            lists.search(query(Owner.client("client-7"), OrderStatus.CONFIRMED, "", null));
            assertThat(lists.search(query(Owner.anybody(), null, "777@ex", null))
                            .orders())
                    .extracting(OrderPage.Row::number)
                    .containsExactly("N777");
            single.find(new OrderId(UUID.randomUUID()));
            single.findByNumber("N0");
            single.marks(List.of(newest.orders().getFirst().id()));

            assertThat(Stream.concat(newest.orders().stream(), older.orders().stream()))
                    .as("by age, wherever they stand")
                    .extracting(OrderPage.Row::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 100).mapToObj(n -> "N" + n).toList());
            assertThat(wholeReads(jdbc)).isEqualTo(before);
            jdbc.sql("SELECT count(*) FROM orders.orders WHERE reason = 'none'")
                    .query(Long.class)
                    .single();
            assertThat(wholeReads(jdbc)).as("it would have been noticed").isNotEqualTo(before);
        }
    }

    private static OrderQuery query(Owner owner, @Nullable OrderStatus status, String text, @Nullable String cursor) {
        return new OrderQuery(owner, status, text, cursor, 50);
    }

    private static Map<String, Long> wholeReads(JdbcClient jdbc) {
        jdbc.sql("SELECT pg_stat_force_next_flush()").query(row -> {});
        Map<String, Long> reads = new TreeMap<>();
        jdbc.sql("SELECT relname, seq_scan FROM pg_stat_user_tables WHERE relname IN ('orders', 'documents')")
                .query(row -> {
                    reads.put(row.getString("relname"), row.getLong("seq_scan"));
                });
        return reads;
    }
}
