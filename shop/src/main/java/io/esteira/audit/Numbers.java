package io.esteira.audit;

import io.esteira.audit.Breaches.Breach;
import io.esteira.contracts.OrderId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which invoice numbers there are. Every method belongs inside a transaction of the caller. */
final class Numbers {

    /** In one statement, as {@link OrderBooks} does. */
    private static final int AT_ONCE = 2_000;

    private static final int LABEL_DIGITS = 6;

    private static final Comparator<Invoice> BY_NUMBER =
            Comparator.comparing(Invoice::series).thenComparingLong(Invoice::number);

    private final JdbcClient jdbc;

    Numbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Invoice(String series, long number, OrderId order) {}

    /** As {@code String.format("%s-%06d", series, number)} writes it, of which each order needs two. */
    static String label(String series, long number) {
        if (number < 0) {
            return String.format(Locale.ROOT, "%s-%06d", series, number);
        }
        String digits = Long.toString(number);
        return series + "-" + "0".repeat(Math.max(0, LABEL_DIGITS - digits.length())) + digits;
    }

    /** @return numbers that two orders have */
    List<Breach> enter(Collection<Invoice> seen) {
        List<Invoice> invoices = seen.stream()
                .filter(invoice -> invoice.number() >= 1)
                .sorted(BY_NUMBER)
                .distinct()
                .toList();
        if (invoices.isEmpty()) {
            return List.of();
        }
        SortedMap<String, Long> highest = new TreeMap<>();
        invoices.forEach(invoice -> highest.merge(invoice.series(), invoice.number(), Math::max));
        List<Breach> twice = new ArrayList<>();
        for (int from = 0; from < invoices.size(); from += AT_ONCE) {
            twice.addAll(enterSome(invoices.subList(from, Math.min(invoices.size(), from + AT_ONCE))));
        }
        highest.forEach(this::reach);
        return twice;
    }

    private List<Breach> enterSome(List<Invoice> invoices) {
        int entered = jdbc.sql("""
                        INSERT INTO audit.invoices (series, number, order_id)
                        SELECT * FROM unnest(:series::text[], :numbers::bigint[], :orders::uuid[])
                        ON CONFLICT DO NOTHING
                        """)
                .param("series", Column.of(invoices, Invoice::series))
                .param("numbers", Column.of(invoices, Invoice::number))
                .param("orders", Column.of(invoices, Invoice::order))
                .update();
        return entered == invoices.size() ? List.of() : twice(invoices);
    }

    private List<Breach> twice(List<Invoice> invoices) {
        List<Breach> breaches = new ArrayList<>();
        jdbc.sql("""
                        SELECT told.series, told.number, told.order_id, stored.order_id AS other
                        FROM unnest(:series::text[], :numbers::bigint[], :orders::uuid[])
                             AS told (series, number, order_id)
                        JOIN audit.invoices stored USING (series, number)
                        WHERE stored.order_id <> told.order_id
                        """)
                .param("series", Column.of(invoices, Invoice::series))
                .param("numbers", Column.of(invoices, Invoice::number))
                .param("orders", Column.of(invoices, Invoice::order))
                .query(row -> {
                    String label = label(row.getString("series"), row.getLong("number"));
                    breaches.add(new Breach(
                            label,
                            Finding.of(
                                    Offence.NUMBER_TWICE,
                                    "",
                                    new OrderId(row.getObject("other", UUID.class)).number(),
                                    new OrderId(row.getObject("order_id", UUID.class)).number())));
                });
        return breaches;
    }

    /** Numbers up to this one have been given. */
    void reach(String series, long number) {
        jdbc.sql("""
                        INSERT INTO audit.series AS stored (series, complete_to, highest) VALUES (:series, 0, :number)
                        ON CONFLICT (series) DO UPDATE SET highest = excluded.highest
                        WHERE stored.highest < excluded.highest
                        """).param("series", series).param("number", number).update();
    }
}
