package io.esteira.orders;

import io.esteira.contracts.Invoice;
import io.esteira.contracts.Json;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderStatus;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Single orders as the tables have them. */
final class OrderTables {

    /** One statement, so that status, timeline and invoice are of the same moment. */
    private static final String VIEW = """
            SELECT placed.document, stood.status, stood.reason, stood.sequence, stood.timeline,
                   issued.document AS invoice, issued.record_partition, issued.record_offset
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
        List<TimelineEntry> entries = KeptTimeline.entries(row.getString("timeline"));
        Invoice invoice = null;
        String document = row.getString("invoice");
        if (document != null) {
            invoice = read(Invoice.class, document);
            entries.add(KeptTimeline.entry(invoice, row.getInt("record_partition"), row.getLong("record_offset")));
        }
        return new OrderView(
                read(Order.class, row.getString("document")),
                OrderStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getInt("sequence"),
                Timeline.arranged(entries),
                invoice);
    }

    private static <T> T read(Class<T> type, String json) {
        return Json.read(type, json.getBytes(StandardCharsets.UTF_8));
    }
}
