package io.esteira.audit;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sums over all books. */
final class Totals {

    private final JdbcClient jdbc;

    Totals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Map<String, BigDecimal> changes) {
        SortedMap<String, BigDecimal> real = new TreeMap<>(changes);
        real.values().removeIf(change -> change.signum() == 0);
        if (real.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO audit.totals AS stored (name, value)
                        SELECT * FROM unnest(:names::text[], :changes::numeric[])
                        ON CONFLICT (name) DO UPDATE SET value = stored.value + excluded.value
                        """)
                .param("names", Column.of(real.keySet()))
                .param("changes", Column.of(real.values(), BigDecimal::toPlainString))
                .update();
    }

    Map<String, BigDecimal> load() {
        Map<String, BigDecimal> totals = new HashMap<>();
        jdbc.sql("SELECT name, value FROM audit.totals").query(row -> {
            totals.put(row.getString("name"), row.getBigDecimal("value"));
        });
        return totals;
    }
}
