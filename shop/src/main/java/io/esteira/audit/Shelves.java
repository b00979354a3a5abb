package io.esteira.audit;

import io.esteira.audit.Breaches.Breach;
import io.esteira.audit.Holding.Move;
import io.esteira.audit.Observation.Adjusted;
import io.esteira.audit.Observation.AdjustmentParked;
import io.esteira.audit.Observation.LevelTold;
import io.esteira.audit.Observation.OfSku;
import io.esteira.contracts.StockCommand.Adjust;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The books of all SKUs. Every method belongs inside a transaction of the caller. */
final class Shelves {

    private final JdbcClient jdbc;

    Shelves(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return what is certainly wrong */
    List<Breach> enter(List<OfSku> seen, Map<String, Move> moves) {
        List<Breach> breaches = new ArrayList<>();
        TreeSet<String> skus = new TreeSet<>(moves.keySet());
        seen.forEach(each -> skus.add(Column.printable(each.sku())));
        if (skus.isEmpty()) {
            return breaches;
        }
        enterAdjustments(seen);
        SortedMap<String, Shelf> shelves = new TreeMap<>(lock(skus));
        moves.forEach((sku, move) -> shelves.computeIfPresent(sku, (key, shelf) -> shelf.move(move)));
        for (OfSku each : seen) {
            if (each instanceof LevelTold(var level, var ignored)) {
                String sku = Column.printable(level.sku());
                shelves.computeIfPresent(
                        sku, (key, shelf) -> shelf.note(level, finding -> breaches.add(new Breach(sku, finding))));
            }
        }
        store(shelves);
        return breaches;
    }

    private Map<String, Shelf> lock(Collection<String> skus) {
        jdbc.sql("""
                        INSERT INTO audit.shelves (sku, open, sold, changes, on_hand, reserved, version, touched_at,
                                                   unchecked, differs)
                        SELECT sku, 0, 0, 0, 0, 0, 0, now(), true, false FROM unnest(:skus::text[]) AS seen (sku)
                        ON CONFLICT DO NOTHING
                        """).param("skus", Column.of(skus)).update();
        Map<String, Shelf> shelves = new HashMap<>();
        jdbc.sql("""
                        SELECT sku, open, sold, changes, on_hand, reserved, version
                        FROM unnest(:skus::text[]) AS asked (sku) JOIN audit.shelves stored USING (sku)
                        ORDER BY sku FOR UPDATE OF stored
                        """).param("skus", Column.of(skus)).query(row -> {
            shelves.put(
                    row.getString("sku"),
                    new Shelf(
                            new Move(row.getLong("open"), row.getLong("sold"), row.getLong("changes")),
                            row.getInt("on_hand"),
                            row.getInt("reserved"),
                            row.getLong("version")));
        });
        return shelves;
    }

    private void store(SortedMap<String, Shelf> shelves) {
        Collection<Shelf> all = shelves.values();
        jdbc.sql("""
                        UPDATE audit.shelves stored SET
                          open = told.open, sold = told.sold, changes = told.changes, on_hand = told.on_hand,
                          reserved = told.reserved, version = told.version, touched_at = clock_timestamp(),
                          unchecked = true
                        FROM unnest(:skus::text[], :opens::bigint[], :solds::bigint[], :changes::bigint[],
                                    :hands::integer[], :reserves::integer[], :versions::bigint[])
                             AS told (sku, open, sold, changes, on_hand, reserved, version)
                        WHERE stored.sku = told.sku
                        """)
                .param("skus", Column.of(shelves.keySet()))
                .param("opens", Column.of(all, shelf -> shelf.moved().open()))
                .param("solds", Column.of(all, shelf -> shelf.moved().sold()))
                .param("changes", Column.of(all, shelf -> shelf.moved().changes()))
                .param("hands", Column.of(all, Shelf::onHand))
                .param("reserves", Column.of(all, Shelf::reserved))
                .param("versions", Column.of(all, Shelf::version))
                .update();
    }

    /** What stock has refused counts for nothing, and what was asked twice counts once. */
    private void enterAdjustments(List<OfSku> seen) {
        SortedMap<String, Adjust> asked = new TreeMap<>();
        SortedMap<String, Adjust> parked = new TreeMap<>();
        SortedMap<String, Adjust> done = new TreeMap<>();
        for (OfSku each : seen) {
            switch (each) {
                case Adjusted(Adjust adjust, Instant ignored) -> asked.put(adjust.factId(), adjust);
                case AdjustmentParked(Adjust adjust, boolean isParked, Instant ignored) -> {
                    (isParked ? parked : done).put(adjust.factId(), adjust);
                    (isParked ? done : parked).remove(adjust.factId());
                }
                case LevelTold ignored -> {}
            }
        }
        enterAdjustments(asked.values(), true, null);
        enterAdjustments(parked.values(), false, true);
        enterAdjustments(done.values(), false, false);
    }

    /** @param parked null if that is not said here */
    private void enterAdjustments(Collection<Adjust> adjustments, boolean asked, @Nullable Boolean parked) {
        if (adjustments.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO audit.adjustments AS stored (sku, adjustment_id, delta, asked, parked)
                        SELECT sku, id, delta, :asked, coalesce(:parked::boolean, false)
                        FROM unnest(:skus::text[], :ids::text[], :deltas::integer[]) AS told (sku, id, delta)
                        ON CONFLICT (sku, adjustment_id) DO UPDATE SET
                          asked = stored.asked OR excluded.asked, parked = coalesce(:parked::boolean, stored.parked)
                        """)
                .param("asked", asked)
                .param("parked", parked)
                .param("skus", Column.of(adjustments, Adjust::sku))
                .param("ids", Column.of(adjustments, Adjust::adjustmentId))
                .param("deltas", Column.of(adjustments, Adjust::delta))
                .update();
    }

    /** A shelf with what was adjusted on it. */
    record Stocked(String sku, Shelf shelf, long adjusted, long adjustments, boolean overdue) {}

    /**
     * Shelves that lay still for a moment and have not been looked at since.
     *
     * @param quietSince nothing touched them after this
     * @param overdue what lay still since before this should agree by now
     */
    List<Stocked> quiet(Instant quietSince, Instant overdue, int most) {
        return jdbc.sql("""
                        SELECT shelf.*, coalesce(sum.adjusted, 0) AS adjusted, coalesce(sum.adjustments, 0) AS adjustments,
                               touched_at <= :overdue AS overdue
                        FROM (SELECT * FROM audit.shelves WHERE unchecked AND touched_at <= :quiet
                              ORDER BY touched_at LIMIT :most FOR UPDATE SKIP LOCKED) shelf
                        LEFT JOIN LATERAL (SELECT sum(delta) AS adjusted, count(*) AS adjustments
                                           FROM audit.adjustments
                                           WHERE adjustments.sku = shelf.sku AND asked AND NOT parked) sum ON true
                        """)
                .param("quiet", Timestamp.from(quietSince))
                .param("overdue", Timestamp.from(overdue))
                .param("most", most)
                .query((row, n) -> new Stocked(
                        row.getString("sku"),
                        new Shelf(
                                new Move(row.getLong("open"), row.getLong("sold"), row.getLong("changes")),
                                row.getInt("on_hand"),
                                row.getInt("reserved"),
                                row.getLong("version")),
                        row.getLong("adjusted"),
                        row.getLong("adjustments"),
                        row.getBoolean("overdue")))
                .list();
    }

    void checked(Collection<String> skus, boolean differ) {
        jdbc.sql("""
                        UPDATE audit.shelves stored SET unchecked = false, differs = :differ
                        FROM unnest(:skus::text[]) AS told (sku) WHERE stored.sku = told.sku
                        """).param("differ", differ).param("skus", Column.of(skus)).update();
    }
}
