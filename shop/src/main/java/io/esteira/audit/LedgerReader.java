package io.esteira.audit;

import io.esteira.audit.Observation.InvoiceFiled;
import io.esteira.audit.Observation.MessageNoted;
import io.esteira.audit.Positions.Mark;
import io.esteira.audit.Seen.Part;
import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the ledger tables of others into the books: invoices by number, messages by id. Numbers are taken before they are
 * committed, so a row may turn up below those that are there: rows are read up to a mark, once no transaction is left that
 * was there when the mark was set.
 */
final class LedgerReader {

    static final String INVOICES = "billing.invoices";
    static final String MESSAGES = "notifications.messages";

    /** The driver holds all rows of an answer at once. */
    private static final int ROWS_OF_A_TABLE = 50_000;

    private final JdbcClient jdbc;
    private final Books books;
    private final Positions positions;
    private final int maxBatch;

    LedgerReader(JdbcClient jdbc, Books books, Positions positions, int maxBatch) {
        this.jdbc = jdbc;
        this.books = books;
        this.positions = positions;
        this.maxBatch = Math.min(maxBatch, ROWS_OF_A_TABLE);
    }

    /** Belongs to one process at a time. */
    void read(Instant now) {
        Map<Part, Long> ends = ends();
        Map<Part, Mark> unread = new HashMap<>();
        ends.keySet().forEach(part -> positions.settledMark(part).ifPresent(mark -> unread.put(part, mark)));
        unread.values().removeIf(LedgerReader::isRead);
        while (!unread.isEmpty()) {
            enterSome(unread);
            unread.values().removeIf(LedgerReader::isRead);
        }
        long xid = jdbc.sql("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
                .query(Long.class)
                .single();
        positions.mark(ends, now, xid);
    }

    /** The highest number of each table, or that its series says was given. */
    private Map<Part, Long> ends() {
        Map<Part, Long> ends = new HashMap<>();
        jdbc.sql("""
                        SELECT series, greatest(last_number, (SELECT coalesce(max(number), 0) FROM billing.invoices
                                                              WHERE invoices.series = series.series)) AS highest
                        FROM billing.series
                        """).query(row -> {
            ends.put(new Part(INVOICES, row.getString("series")), row.getLong("highest"));
        });
        long lastMessage = jdbc.sql("SELECT coalesce(max(id), 0) FROM notifications.messages")
                .query(Long.class)
                .single();
        ends.put(new Part(MESSAGES, "-"), lastMessage);
        return ends;
    }

    /** Of all tables together: what an order's invoice and its message tell goes into its book at once. */
    private void enterSome(Map<Part, Mark> unread) {
        List<Seen> seen = new ArrayList<>();
        Map<Part, Long> next = new HashMap<>();
        unread.forEach((part, mark) -> {
            List<Seen> rows = part.source().equals(INVOICES)
                    ? invoices(part, mark.next(), mark.end())
                    : messages(part, mark.next(), mark.end());
            seen.addAll(rows);
            next.put(part, rows.size() < maxBatch ? mark.end() : rows.getLast().offset() + 1);
        });
        books.enter(seen, next);
        unread.replaceAll((part, mark) -> new Mark(next.getOrDefault(part, mark.end()), mark.end()));
    }

    private static boolean isRead(Mark mark) {
        return mark.next() >= mark.end();
    }

    private List<Seen> invoices(Part part, long after, long end) {
        return jdbc.sql("""
                        SELECT number, order_id, currency, total, issued_at FROM billing.invoices
                        WHERE series = ? AND number > ? AND number <= ? ORDER BY number LIMIT ?
                        """)
                .params(part.part(), after, end, maxBatch)
                .query((row, n) -> new Seen(
                        part,
                        row.getLong("number") - 1,
                        new InvoiceFiled(
                                new OrderId(row.getObject("order_id", UUID.class)),
                                part.part(),
                                row.getLong("number"),
                                new Money(row.getString("currency"), row.getBigDecimal("total")),
                                row.getTimestamp("issued_at").toInstant())))
                .list();
    }

    private List<Seen> messages(Part part, long after, long end) {
        return jdbc.sql("""
                        SELECT id, order_id, transition, channel, created_at FROM notifications.messages
                        WHERE id > ? AND id <= ? ORDER BY id LIMIT ?
                        """)
                .params(after, end, maxBatch)
                .query((row, n) -> new Seen(
                        part,
                        row.getLong("id") - 1,
                        new MessageNoted(
                                new OrderId(row.getObject("order_id", UUID.class)),
                                row.getString("transition"),
                                row.getString("channel"),
                                row.getTimestamp("created_at").toInstant())))
                .list();
    }
}
