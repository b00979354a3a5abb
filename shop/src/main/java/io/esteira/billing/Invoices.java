package io.esteira.billing;

import io.esteira.contracts.Invoice;
import io.esteira.contracts.Json;
import io.esteira.contracts.OrderId;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The invoices on file. Every method belongs inside a transaction of the caller. */
final class Invoices {

    private final JdbcClient jdbc;

    Invoices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The last number given in {@code series}. Nobody else gets it until this transaction ends: whoever takes the next
     * numbers has either committed them, or they are free again.
     */
    long lockLastNumber(String series) {
        return lastNumber(series).orElseGet(() -> {
            jdbc.sql("INSERT INTO billing.series (series, last_number) VALUES (?, 0) ON CONFLICT DO NOTHING")
                    .param(series)
                    .update();
            return lastNumber(series).orElseThrow();
        });
    }

    private Optional<Long> lastNumber(String series) {
        return jdbc.sql("SELECT last_number FROM billing.series WHERE series = ? FOR UPDATE")
                .param(series)
                .query(Long.class)
                .optional();
    }

    void setLastNumber(String series, long number) {
        jdbc.sql("UPDATE billing.series SET last_number = ? WHERE series = ?")
                .params(number, series)
                .update();
    }

    /** The invoices of those among {@code orders} that have one. */
    Map<OrderId, Invoice> of(Collection<OrderId> orders) {
        UUID[] ids = orders.stream().map(OrderId::value).toArray(UUID[]::new);
        Map<OrderId, Invoice> found = new HashMap<>();
        jdbc.sql("SELECT document::text FROM billing.invoices WHERE order_id = ANY (?)")
                .param(array("uuid", ids))
                .query(String.class)
                .list()
                .forEach(document -> {
                    Invoice invoice = Json.read(Invoice.class, document.getBytes(StandardCharsets.UTF_8));
                    found.put(invoice.orderId(), invoice);
                });
        return found;
    }

    void add(List<Invoice> invoices) {
        jdbc.sql("""
                INSERT INTO billing.invoices (series, number, order_id, issued_at, currency, total, document)
                SELECT series, number, order_id, issued_at, currency, total, document::json
                FROM unnest(?, ?, ?, ?, ?, ?, ?) AS new (series, number, order_id, issued_at, currency, total, document)
                """)
                .params(
                        column("text", invoices, Invoice::series),
                        column("bigint", invoices, Invoice::number),
                        column("uuid", invoices, invoice -> invoice.orderId().value()),
                        column(
                                "timestamptz",
                                invoices,
                                invoice -> invoice.issuedAt()
                                        .atOffset(ZoneOffset.UTC)
                                        .toString()),
                        column("text", invoices, invoice -> invoice.total().currency()),
                        column("numeric", invoices, invoice -> invoice.total().amount()),
                        column("text", invoices, Invoices::document))
                .update();
    }

    private static String document(Invoice invoice) {
        return new String(Json.write(Invoice.class, invoice), StandardCharsets.UTF_8);
    }

    private static SqlArrayValue column(String type, List<Invoice> invoices, Function<Invoice, Object> value) {
        return array(type, invoices.stream().map(value).toArray());
    }

    private static SqlArrayValue array(String type, Object[] values) {
        return new SqlArrayValue(type, values);
    }
}
