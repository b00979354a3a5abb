package io.esteira.orders;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many orders as the tables have them. */
final class OrderLists {

    private static final String COLUMNS = """
            SELECT id, number, status, reason, placed_at, customer_name, customer_email, currency, total
            FROM orders.orders stood""";

    private static final String WITH_INVOICE =
            "SELECT newest.*, (SELECT label FROM orders.invoices WHERE order_id = newest.id) AS invoice FROM (";

    private static final String FOUND =
            "\nJOIN orders.documents placed ON placed.order_id = stood.id AND placed.terms @@ :terms::tsquery";
    private static final String BEFORE = "\nWHERE (placed_at, id) < (:before, :id)";

    /** Of those whose {@code settled} is the same, which planners do not see of null unless it is said. */
    private static final String NEWEST = "\nORDER BY settled DESC, placed_at DESC, id DESC LIMIT :limit";

    private static final String NEWEST_OF_ALL = "\nORDER BY placed_at DESC, id DESC LIMIT :limit";

    /** An index has the orders of each of these by age; those of all of them are merged, for it costs less to write one. */
    private static final List<String> ENDS = Stream.concat(
                    Stream.of("settled IS NULL"),
                    Arrays.stream(OrderStatus.values())
                            .filter(OrderStatus::isSettled)
                            .map(OrderLists::stands))
            .toList();

    private final JdbcClient jdbc;

    OrderLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of what {@code query} asks for. Without a text it is read from an index in its order, as long as the page
     * is, for each status that is asked for; with a text, these pages are looked through or its matches are sorted.
     *
     * @throws IllegalArgumentException if the query's cursor is none
     */
    OrderPage search(OrderQuery query) {
        Cursor cursor = Cursor.of(query.cursor());
        String terms = SearchTerms.query(query.text());
        OrderStatus status = query.status();
        String one = COLUMNS
                + (terms.isEmpty() ? "" : FOUND)
                + BEFORE
                + (query.owner() instanceof OrderQuery.Owner.Client ? " AND client = :client" : "")
                + " AND ";
        String sql = (status == null ? ENDS.stream() : Stream.of(stands(status)))
                        .map(end -> "(" + one + end + NEWEST + ")")
                        .collect(Collectors.joining("\nUNION ALL\n", WITH_INVOICE, ") AS newest"))
                + NEWEST_OF_ALL;

        JdbcClient.StatementSpec statement = jdbc.sql(sql)
                .param("before", OffsetDateTime.ofInstant(cursor.placedAt(), ZoneOffset.UTC))
                .param("id", cursor.id().value())
                .param("limit", query.limit() + 1);
        if (!terms.isEmpty()) {
            statement.param("terms", terms);
        }
        if (query.owner() instanceof OrderQuery.Owner.Client(String name)) {
            statement.param("client", name);
        }
        return page(statement.query(OrderLists::row).list(), query.limit());
    }

    private static String stands(OrderStatus status) {
        return status.isSettled() ? "settled = '" + status + "'" : "settled IS NULL AND status = '" + status + "'";
    }

    /** The settled are counted in the indexes; some hundred milliseconds for millions of orders. */
    Orders.Totals totals(OrderQuery.Owner owner) {
        return switch (owner) {
            case OrderQuery.Owner.Anybody() ->
                new Orders.Totals(
                        counts(jdbc.sql("""
                                SELECT settled AS status, count(*) AS orders FROM orders.orders
                                WHERE settled IS NOT NULL AND placed_at IS NOT NULL GROUP BY settled
                                UNION ALL
                                SELECT status, count(*) FROM orders.orders
                                WHERE settled IS NULL AND status IS NOT NULL AND placed_at IS NOT NULL GROUP BY status
                                """)),
                        jdbc.sql("SELECT count(*) FROM orders.invoices")
                                .query(Long.class)
                                .single());
            case OrderQuery.Owner.Client(String name) ->
                new Orders.Totals(
                        counts(jdbc.sql("""
                                SELECT settled AS status, count(*) AS orders FROM orders.orders
                                WHERE client = :client AND settled IS NOT NULL GROUP BY settled
                                UNION ALL
                                SELECT status, count(*) FROM orders.orders
                                WHERE client = :client AND settled IS NULL AND status IS NOT NULL GROUP BY status
                                """).param("client", name)),
                        jdbc.sql("""
                                SELECT count(*) FROM orders.orders stood
                                JOIN orders.invoices issued ON issued.order_id = stood.id
                                WHERE stood.client = :client
                                """).param("client", name).query(Long.class).single());
        };
    }

    private static Map<OrderStatus, Long> counts(JdbcClient.StatementSpec statement) {
        Map<OrderStatus, Long> counts = new EnumMap<>(OrderStatus.class);
        for (OrderStatus status : OrderStatus.values()) {
            counts.put(status, 0L);
        }
        statement.query(row -> {
            counts.put(OrderStatus.valueOf(row.getString("status")), row.getLong("orders"));
        });
        return counts;
    }

    private static OrderPage page(List<OrderPage.Row> found, int limit) {
        if (found.size() <= limit) {
            return new OrderPage(found, null);
        }
        List<OrderPage.Row> shown = new ArrayList<>(found.subList(0, limit));
        OrderPage.Row last = shown.getLast();
        return new OrderPage(shown, new Cursor(last.placedAt(), last.id()).text());
    }

    private static OrderPage.Row row(ResultSet row, @SuppressWarnings("unused") int number) throws SQLException {
        return new OrderPage.Row(
                new OrderId(row.getObject("id", UUID.class)),
                row.getString("number"),
                OrderStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                row.getString("customer_name"),
                row.getString("customer_email"),
                new Money(row.getString("currency"), row.getBigDecimal("total")),
                row.getString("invoice"));
    }
}
