package io.esteira.audit;

import io.esteira.audit.Seen.Part;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far each source has been read. The books say it themselves, in the transaction that changes them, so that each
 * record is entered once whatever crashes or is handed over between processes.
 */
final class Positions {

    private final JdbcClient jdbc;

    Positions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<Part, Long> load() {
        Map<Part, Long> stored = new HashMap<>();
        jdbc.sql("SELECT source, part, next_offset FROM audit.positions").query(row -> {
            stored.put(new Part(row.getString("source"), row.getString("part")), row.getLong("next_offset"));
        });
        return stored;
    }

    /** Where these parts go on; nobody else enters anything of them until this transaction ends. */
    Map<Part, Long> lock(Collection<Part> parts) {
        TreeSet<Part> sorted = new TreeSet<>(parts);
        add(sorted);
        Map<Part, Long> stored = new HashMap<>();
        jdbc.sql("""
                        SELECT stored.source, stored.part, stored.next_offset
                        FROM audit.positions stored
                        JOIN unnest(:sources::text[], :parts::text[]) AS asked (source, part) USING (source, part)
                        ORDER BY stored.source, stored.part
                        FOR UPDATE OF stored
                        """)
                .param("sources", Column.of(sorted, Part::source))
                .param("parts", Column.of(sorted, Part::part))
                .query(row -> {
                    stored.put(new Part(row.getString("source"), row.getString("part")), row.getLong("next_offset"));
                });
        return stored;
    }

    void advance(Map<Part, Long> next) {
        SortedMap<Part, Long> sorted = new TreeMap<>(next);
        jdbc.sql("""
                        UPDATE audit.positions stored
                        SET next_offset = greatest(stored.next_offset, told.next_offset)
                        FROM unnest(:sources::text[], :parts::text[], :offsets::bigint[])
                             AS told (source, part, next_offset)
                        WHERE stored.source = told.source AND stored.part = told.part
                        """)
                .param("sources", Column.of(sorted.keySet(), Part::source))
                .param("parts", Column.of(sorted.keySet(), Part::part))
                .param("offsets", Column.of(sorted.values()))
                .update();
    }

    /**
     * Notes where the sources ended at {@code at}. A part whose last mark has been passed gets this as its next.
     *
     * @param xid for tables: the first transaction that begins later; 0 for topics
     */
    void mark(Map<Part, Long> ends, Instant at, long xid) {
        SortedMap<Part, Long> sorted = new TreeMap<>(ends);
        lock(sorted.keySet());
        jdbc.sql("""
                        UPDATE audit.positions stored SET
                          end_offset = told.end_offset,
                          read_until = CASE WHEN stored.next_offset >= stored.mark_offset THEN stored.mark_at
                                            ELSE stored.read_until END,
                          mark_offset = CASE WHEN stored.next_offset >= coalesce(stored.mark_offset, 0)
                                             THEN told.end_offset ELSE stored.mark_offset END,
                          mark_at = CASE WHEN stored.next_offset >= coalesce(stored.mark_offset, 0)
                                         THEN :at ELSE stored.mark_at END,
                          mark_xid = CASE WHEN stored.next_offset >= coalesce(stored.mark_offset, 0)
                                          THEN :xid ELSE stored.mark_xid END
                        FROM unnest(:sources::text[], :parts::text[], :ends::bigint[])
                             AS told (source, part, end_offset)
                        WHERE stored.source = told.source AND stored.part = told.part
                        """)
                .param("at", Timestamp.from(at))
                .param("xid", xid)
                .param("sources", Column.of(sorted.keySet(), Part::source))
                .param("parts", Column.of(sorted.keySet(), Part::part))
                .param("ends", Column.of(sorted.values()))
                .update();
    }

    /** A table that may be read up to here: no transaction is left that could bring a row below. */
    record Mark(long next, long end) {}

    Optional<Mark> settledMark(Part table) {
        return jdbc.sql("""
                        SELECT next_offset, mark_offset FROM audit.positions
                        WHERE source = ? AND part = ?
                          AND mark_xid <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                        """)
                .params(table.source(), table.part())
                .query((row, n) -> new Mark(row.getLong("next_offset"), row.getLong("mark_offset")))
                .optional();
    }

    /** Everything that was written anywhere before this has been read; empty until all was read once. */
    Optional<Instant> horizon() {
        return jdbc.sql("""
                        SELECT CASE WHEN count(*) = count(read_until) THEN min(read_until) END FROM audit.positions
                        """)
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    private void add(Collection<Part> sorted) {
        jdbc.sql("""
                        INSERT INTO audit.positions (source, part)
                        SELECT * FROM unnest(:sources::text[], :parts::text[])
                        ON CONFLICT DO NOTHING
                        """)
                .param("sources", Column.of(sorted, Part::source))
                .param("parts", Column.of(sorted, Part::part))
                .update();
    }
}
