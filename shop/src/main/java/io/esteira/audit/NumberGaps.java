package io.esteira.audit;

import io.esteira.audit.Breaches.Breach;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Follows the numbers of each series upwards; one that stays missing below the highest is reported and passed. */
final class NumberGaps implements Sweep.Step {

    private static final int AT_ONCE = 10_000;

    private final JdbcClient jdbc;
    private final Positions positions;
    private final Breaches breaches;
    private final Bounds bounds;

    NumberGaps(JdbcClient jdbc, Bounds bounds) {
        this.jdbc = jdbc;
        this.positions = new Positions(jdbc);
        this.breaches = new Breaches(jdbc);
        this.bounds = bounds;
    }

    private record Series(
            String name,
            long completeTo,
            long highest,
            @Nullable Instant gapSince) {}

    @Override
    public void take(Instant now) {
        Optional<Instant> horizon = positions.horizon();
        if (horizon.isEmpty()) {
            return;
        }
        for (Series series : open()) {
            follow(series, horizon.get().minus(bounds.step()), now);
        }
        settleLateOnes();
    }

    private List<Series> open() {
        return jdbc.sql("SELECT * FROM audit.series WHERE complete_to < highest ORDER BY series FOR UPDATE")
                .query((row, n) -> {
                    Timestamp gapSince = row.getTimestamp("gap_since");
                    return new Series(
                            row.getString("series"),
                            row.getLong("complete_to"),
                            row.getLong("highest"),
                            gapSince == null ? null : gapSince.toInstant());
                })
                .list();
    }

    private void follow(Series series, Instant overdue, Instant now) {
        List<Long> there = jdbc.sql("""
                        SELECT number FROM audit.invoices WHERE series = ? AND number > ? ORDER BY number LIMIT ?
                        """)
                .params(series.name(), series.completeTo(), AT_ONCE)
                .query((row, n) -> row.getLong("number"))
                .list();
        long complete = series.completeTo();
        for (long number : there) {
            if (number != complete + 1) {
                break;
            }
            complete = number;
        }
        boolean moved = complete > series.completeTo();
        Instant gapSince = series.gapSince();
        if (!moved && gapSince != null && !gapSince.isAfter(overdue)) {
            complete = (there.isEmpty() ? series.highest() + 1 : there.getFirst()) - 1;
            report(series, complete);
            moved = true;
        }
        boolean gap = complete < series.highest() && there.size() < AT_ONCE;
        Instant since = moved || gapSince == null ? now : gapSince;
        jdbc.sql(
                        "UPDATE audit.series SET complete_to = ?, gap_since = CASE WHEN ? THEN ?::timestamptz END WHERE series = ?")
                .params(complete, gap, Timestamp.from(since), series.name())
                .update();
    }

    private void report(Series series, long last) {
        List<Breach> missing = new ArrayList<>();
        long end = Math.min(last, series.completeTo() + AT_ONCE);
        for (long number = series.completeTo() + 1; number <= end; number++) {
            missing.add(new Breach(
                    Numbers.label(series.name(), number),
                    Finding.of(Offence.NUMBER_MISSING, "", Numbers.label(series.name(), series.highest()))));
        }
        breaches.report(missing);
    }

    private void settleLateOnes() {
        jdbc.sql("""
                        UPDATE audit.breaches stored SET resolved_at = now()
                        WHERE stored.offence = 'NUMBER_MISSING' AND stored.invariant = 'I4'
                          AND stored.resolved_at IS NULL
                          AND EXISTS (SELECT 1 FROM audit.invoices
                                      WHERE series = split_part(stored.subject, '-', 1)
                                        AND number = split_part(stored.subject, '-', 2)::bigint)
                        """).update();
    }
}
