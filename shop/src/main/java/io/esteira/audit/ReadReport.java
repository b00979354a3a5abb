package io.esteira.audit;

import io.esteira.audit.AuditReport.Balance;
import io.esteira.audit.AuditReport.Breach;
import io.esteira.audit.AuditReport.Kind;
import io.esteira.audit.AuditReport.Reading;
import io.esteira.audit.AuditReport.Shelves;
import io.esteira.audit.AuditReport.Standing;
import io.esteira.audit.AuditReport.Waiting;
import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topics;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Draws the report up from the books: sums and the ends of indexes, whatever the number of orders. */
final class ReadReport implements Audit {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int OFFENDERS = 20;
    private static final int SETTLED = 20;

    /** Of breaches that once were, no more are counted: a look must stay cheap after a bad day. */
    private static final int COUNTED = 100_000;

    /** Of orders for which something is to come, to see since when: a look must stay cheap on a bad day, too. */
    private static final int LOOKED_AT = 10_000;

    private static final String SPOOLED = "SPOOLED";

    private final JdbcClient jdbc;
    private final Totals totals;
    private final Positions positions;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable AuditReport last;

    ReadReport(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.totals = new Totals(jdbc);
        this.positions = new Positions(jdbc);
        this.clock = clock;
    }

    @Override
    public AuditReport report() {
        lock.lock();
        try {
            AuditReport known = last;
            Instant now = clock.instant();
            if (known == null || known.at().plus(FRESH).isBefore(now)) {
                known = read(now);
                last = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private AuditReport read(Instant now) {
        Map<String, BigDecimal> sums = totals.load();
        List<Waiting> waiting = waiting(sums);
        return new AuditReport(
                now,
                positions.horizon().orElse(null),
                standings(sums, waiting),
                orders(sums, spooled()),
                waiting,
                shelves(),
                money(sums),
                readings(),
                settled());
    }

    private List<Standing> standings(Map<String, BigDecimal> sums, List<Waiting> waiting) {
        record Count(long open, long settled) {}
        Map<Invariant, Count> counts = new EnumMap<>(Invariant.class);
        jdbc.sql("""
                        SELECT invariant,
                               (SELECT count(*) FROM (SELECT 1 FROM audit.breaches stored
                                                      WHERE stored.invariant = each.invariant AND resolved_at IS NULL
                                                      LIMIT :most) open) AS open,
                               (SELECT count(*) FROM (SELECT 1 FROM audit.breaches stored
                                                      WHERE stored.invariant = each.invariant
                                                        AND resolved_at IS NOT NULL
                                                      LIMIT :most) settled) AS settled
                        FROM unnest(:invariants::text[]) AS each (invariant)
                        """)
                .param("invariants", Column.of(Arrays.asList(Invariant.values())))
                .param("most", COUNTED)
                .query(row -> {
                    counts.put(
                            Invariant.valueOf(row.getString("invariant")),
                            new Count(row.getLong("open"), row.getLong("settled")));
                });
        List<Breach> offenders = offenders();
        List<Standing> standings = new ArrayList<>();
        for (Invariant invariant : Invariant.values()) {
            Count count = counts.getOrDefault(invariant, new Count(0, 0));
            standings.add(new Standing(
                    invariant,
                    number(sums, checked(invariant)),
                    number(sums, Figures.OPEN + invariant),
                    waiting.stream()
                            .filter(each -> each.invariant() == invariant)
                            .map(Waiting::oldest)
                            .filter(oldest -> oldest != null)
                            .min(Comparator.naturalOrder())
                            .orElse(null),
                    count.open(),
                    count.settled(),
                    offenders.stream()
                            .filter(each -> each.invariant() == invariant)
                            .toList()));
        }
        return standings;
    }

    /** What is counted for {@code invariant}. */
    private static String checked(Invariant invariant) {
        return switch (invariant) {
            case I1, I5 -> Figures.ORDERS;
            case I2 -> Figures.COPIES;
            case I3 -> Figures.RESERVATIONS;
            case I4 -> Figures.INVOICES;
            case I6 -> Figures.MESSAGES;
            case I7 -> Figures.CAPTURES;
            case I8 -> Figures.EVENTS;
        };
    }

    private List<Breach> offenders() {
        return jdbc.sql("""
                        SELECT breach.* FROM unnest(:invariants::text[]) AS each (invariant)
                        CROSS JOIN LATERAL (SELECT * FROM audit.breaches stored
                                            WHERE stored.invariant = each.invariant AND resolved_at IS NULL
                                            ORDER BY first_seen LIMIT :most) breach
                        """)
                .param("invariants", Column.of(Arrays.asList(Invariant.values())))
                .param("most", OFFENDERS)
                .query(ReadReport::breach)
                .list();
    }

    private List<Breach> settled() {
        return jdbc.sql("""
                        SELECT breach.* FROM unnest(:invariants::text[]) AS each (invariant)
                        CROSS JOIN LATERAL (SELECT * FROM audit.breaches stored
                                            WHERE stored.invariant = each.invariant AND resolved_at IS NOT NULL
                                            ORDER BY resolved_at DESC LIMIT :most) breach
                        ORDER BY breach.resolved_at DESC LIMIT :most
                        """)
                .param("invariants", Column.of(Arrays.asList(Invariant.values())))
                .param("most", SETTLED)
                .query(ReadReport::breach)
                .list();
    }

    private static Breach breach(ResultSet row, @SuppressWarnings("unused") int number) throws SQLException {
        Offence offence = Offence.valueOf(row.getString("offence"));
        String subject = row.getString("subject");
        Array details = row.getArray("details");
        Timestamp settledAt = row.getTimestamp("resolved_at");
        return new Breach(
                offence.invariant(),
                offence.name(),
                offence.kind(),
                subject,
                offence.kind() == Kind.ORDER ? OrderId.of(subject).number() : subject,
                List.of((String[]) details.getArray()),
                row.getTimestamp("first_seen").toInstant(),
                settledAt == null ? null : settledAt.toInstant());
    }

    /** Accepted, and not in Kafka yet. */
    private long spooled() {
        return jdbc.sql("SELECT count(*) FROM spool.records WHERE sent_at IS NULL AND topic = ?")
                .param(Topics.ORDERS_PENDING.name())
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private static Map<String, Long> orders(Map<String, BigDecimal> sums, long spooled) {
        SortedMap<String, Long> orders = new TreeMap<>();
        orders.put(SPOOLED, spooled);
        sums.forEach((name, value) -> {
            if (name.startsWith(Figures.STANDING)) {
                orders.put(name.substring(Figures.STANDING.length()), value.longValue());
            }
        });
        return orders;
    }

    private List<Waiting> waiting(Map<String, BigDecimal> sums) {
        Map<Offence, Instant> oldest = oldest();
        List<Waiting> waiting = new ArrayList<>();
        for (Offence offence : Offence.values()) {
            long orders = number(sums, Figures.WAITING + offence);
            if (orders > 0) {
                waiting.add(new Waiting(offence.invariant(), offence.name(), orders, oldest.get(offence)));
            }
        }
        return waiting;
    }

    /** Among those that are to be looked at next; these are the oldest, but for some that were put off. */
    private Map<Offence, Instant> oldest() {
        Map<Offence, Instant> oldest = new EnumMap<>(Offence.class);
        jdbc.sql("""
                        SELECT waits_for, min(since) AS since
                        FROM (SELECT waits_for, since FROM audit.orders WHERE due_at IS NOT NULL
                              ORDER BY due_at LIMIT :most) next
                        WHERE waits_for IS NOT NULL GROUP BY waits_for
                        """).param("most", LOOKED_AT).query(row -> {
            oldest.put(
                    Offence.valueOf(row.getString("waits_for")),
                    row.getTimestamp("since").toInstant());
        });
        return oldest;
    }

    private Shelves shelves() {
        return jdbc.sql("""
                        SELECT count(*), count(*) FILTER (WHERE unchecked), count(*) FILTER (WHERE differs)
                        FROM audit.shelves
                        """)
                .query((row, n) -> new Shelves(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    private static List<Balance> money(Map<String, BigDecimal> sums) {
        List<Balance> money = new ArrayList<>();
        sums.keySet().stream()
                .filter(name -> name.startsWith(Figures.CAPTURED) || name.startsWith(Figures.INVOICED))
                .map(name -> name.substring(name.indexOf('/') + 1))
                .distinct()
                .sorted()
                .forEach(currency -> {
                    BigDecimal captured = sum(sums, Figures.CAPTURED + currency);
                    BigDecimal refunded = sum(sums, Figures.REFUNDED + currency);
                    BigDecimal invoiced = sum(sums, Figures.INVOICED + currency);
                    money.add(new Balance(
                            new Money(currency, captured),
                            new Money(currency, refunded),
                            new Money(currency, invoiced),
                            new Money(currency, captured.subtract(refunded).subtract(invoiced))));
                });
        return money;
    }

    private List<Reading> readings() {
        return jdbc.sql("""
                        SELECT source, sum(greatest(end_offset - next_offset, 0)) AS lag,
                               CASE WHEN count(*) = count(read_until) THEN min(read_until) END AS read_until
                        FROM audit.positions GROUP BY source ORDER BY source
                        """)
                .query((row, n) -> {
                    Timestamp until = row.getTimestamp("read_until");
                    return new Reading(
                            row.getString("source"), row.getLong("lag"), until == null ? null : until.toInstant());
                })
                .list();
    }

    private static long number(Map<String, BigDecimal> sums, String name) {
        return sum(sums, name).longValue();
    }

    private static BigDecimal sum(Map<String, BigDecimal> sums, String name) {
        return sums.getOrDefault(name, BigDecimal.ZERO);
    }
}
