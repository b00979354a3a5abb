package io.esteira.orders;

import io.esteira.contracts.Invoice;
import io.esteira.contracts.Json;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderStatus;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Single orders as the tables have them. */
final class OrderTables {

    /** One statement, so that status, timeline and invoice are of the same moment. */
    private static final String VIEW = """
            SELECT placed.document, stood.status, stood.reason, stood.sequence, issued.document AS invoice,
                   (SELECT jsonb_agg(jsonb_build_object(
                             'sequence', sequence, 'type', type, 'at', at, 'detail', detail, 'topic', topic,
                             'partition', record_partition, 'offset', record_offset))
                    FROM orders.timeline WHERE timeline.order_id = stood.id) AS timeline
            FROM orders.orders stood
            JOIN orders.documents placed ON placed.order_id = stood.id
            LEFT JOIN orders.invoices issued ON issued.order_id = stood.id
            WHERE stood.status IS NOT NULL AND
            """;

    private final JdbcClient jdbc;

    OrderTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** As much of an order as tells whether it changed. */
    record Mark(int sequence, boolean invoiced) {
        static Mark of(OrderView order) {
            return new Mark(order.sequence(), order.invoice() != null);
        }
    }

    Optional<OrderView> find(OrderId id) {
        return jdbc.sql(VIEW + "stood.id = :id")
                .param("id", id.value())
                .query(OrderTables::view)
                .optional();
    }

    Optional<OrderView> findByNumber(String number) {
        return jdbc.sql(VIEW + "stood.number = :number LIMIT 1")
                .param("number", number)
                .query(OrderTables::view)
                .optional();
    }

    Map<OrderId, Mark> marks(Collection<OrderId> ids) {
        Map<OrderId, Mark> marks = new HashMap<>();
        jdbc.sql("""
                        SELECT stood.id, stood.sequence, issued.order_id IS NOT NULL AS invoiced
                        FROM unnest(:ids::uuid[]) AS asked (id)
                        JOIN orders.orders stood USING (id)
                        LEFT JOIN orders.invoices issued ON issued.order_id = stood.id
                        """).param("ids", Columns.column(ids, OrderId::toString)).query(row -> {
            marks.put(
                    new OrderId(row.getObject("id", UUID.class)),
                    new Mark(row.getInt("sequence"), row.getBoolean("invoiced")));
        });
        return marks;
    }

    private static OrderView view(ResultSet row, @SuppressWarnings("unused") int number) throws SQLException {
        String invoice = row.getString("invoice");
        return new OrderView(
                read(Order.class, row.getString("document")),
                OrderStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getInt("sequence"),
                timeline(row.getString("timeline")),
                invoice == null ? null : read(Invoice.class, invoice));
    }

    private static List<TimelineEntry> timeline(@Nullable String json) {
        return json == null ? List.of() : Timeline.arranged(Arrays.asList(read(TimelineEntry[].class, json)));
    }

    private static <T> T read(Class<T> type, String json) {
        return Json.read(type, json.getBytes(StandardCharsets.UTF_8));
    }
}
