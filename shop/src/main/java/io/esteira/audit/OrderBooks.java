package io.esteira.audit;

import io.esteira.audit.Observation.OfOrder;
import io.esteira.contracts.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The books of single orders. Every method belongs inside a transaction of the caller. */
final class OrderBooks {

    /**
     * In one statement: enough to share its cost, and few enough that what is sent stays far below the half megabyte from
     * which on the collector treats an array as a region of its own.
     */
    private static final int AT_ONCE = 250;

    /** As PostgreSQL sorts them. */
    private static final Comparator<OrderId> BY_ID = Comparator.comparing(
                    (OrderId order) -> order.value().getMostSignificantBits(), Long::compareUnsigned)
            .thenComparing(order -> order.value().getLeastSignificantBits(), Long::compareUnsigned);

    /** All that is owed has been reported: time changes nothing any more. */
    private static final String NEVER = "infinity";

    private final JdbcClient jdbc;
    private final Bounds bounds;

    OrderBooks(JdbcClient jdbc, Bounds bounds) {
        this.jdbc = jdbc;
        this.bounds = bounds;
    }

    /**
     * An order's book before and after something was entered, and what each of them waits for.
     *
     * @param settled keys of what had been reported as missing and has come
     */
    record Page(
            OrderId order,
            OrderBook before,
            List<Wait> waitsBefore,
            OrderBook after,
            List<Wait> waits,
            Set<String> settled) {}

    /**
     * Enters what was seen of each order into its book, opened where there is none; nobody else has these books until the
     * transaction ends.
     *
     * @param entered is told of each page once it is written
     */
    void enter(Map<OrderId, List<OfOrder>> seen, Consumer<Page> entered) {
        // Always all new ones first, then all others, both sorted: so no two writers wait for each other in a circle.
        List<OrderId> orders = seen.keySet().stream().sorted(BY_ID).toList();
        Set<OrderId> known = known(orders);
        inPortions(orders.stream().filter(order -> !known.contains(order)).toList(), some -> {
            List<Page> pages = pages(some, Map.of(), seen);
            Set<OrderId> opened = open(pages);
            for (Page page : pages) {
                if (opened.contains(page.order())) {
                    entered.accept(page);
                } else {
                    known.add(page.order()); // somebody else opened it meanwhile
                }
            }
        });
        inPortions(orders.stream().filter(known::contains).toList(), some -> {
            List<Page> pages = pages(some, lock(some), seen);
            store(pages);
            pages.forEach(entered);
        });
    }

    private List<Page> pages(List<OrderId> orders, Map<OrderId, OrderBook> books, Map<OrderId, List<OfOrder>> seen) {
        List<Page> pages = new ArrayList<>(orders.size());
        for (OrderId order : orders) {
            OrderBook before = books.getOrDefault(order, OrderBook.EMPTY);
            OrderBook after = before.note(seen.getOrDefault(order, List.of()));
            List<Wait> waits = after.waits(bounds);
            Set<String> settled = after.settled(waits);
            pages.add(new Page(
                    order,
                    before,
                    before.waits(bounds),
                    settled.isEmpty() ? after : after.withoutReported(settled),
                    waits,
                    settled));
        }
        return pages;
    }

    private Set<OrderId> known(List<OrderId> orders) {
        Set<OrderId> known = new HashSet<>();
        inPortions(
                orders,
                some -> jdbc.sql("""
                        SELECT stored.id FROM unnest(:ids::uuid[]) AS asked (id) JOIN audit.orders stored USING (id)
                        """).param("ids", Column.of(some)).query(row -> {
                    known.add(id(row));
                }));
        return known;
    }

    /** @return those that were opened here; the others are there by now */
    private Set<OrderId> open(List<Page> pages) {
        Set<OrderId> opened = new HashSet<>();
        List<Row> rows = rows(pages);
        jdbc.sql("""
                        INSERT INTO audit.orders (id, book, waits_for, since, due_at)
                        SELECT id, book, waits_for, since,
                               CASE WHEN due_at IS NOT NULL
                                    THEN least(due_at, now() + make_interval(secs => :look)) END
                        FROM unnest(:ids::uuid[], :books::bytea[], :waits::text[], :sinces::timestamptz[],
                                    :dues::timestamptz[]) AS told (id, book, waits_for, since, due_at)
                        ON CONFLICT DO NOTHING RETURNING id
                        """)
                .param("look", bounds.step().toMillis() / 1_000.0 / 2)
                .params(columns(rows))
                .query(row -> {
                    opened.add(id(row));
                });
        return opened;
    }

    private Map<OrderId, OrderBook> lock(List<OrderId> orders) {
        Map<OrderId, OrderBook> books = new HashMap<>();
        // A list in a condition would be read anew for each row of a table that is looked through as a whole.
        jdbc.sql("""
                        SELECT stored.id, stored.book
                        FROM unnest(:ids::uuid[]) AS asked (id) JOIN audit.orders stored USING (id)
                        ORDER BY stored.id FOR UPDATE OF stored
                        """).param("ids", Column.of(orders)).query(row -> {
            books.put(id(row), BookForm.read(row.getBytes("book")));
        });
        return books;
    }

    /** Books in which something is owed that was due before {@code horizon}; others leave them alone until the end. */
    Map<OrderId, OrderBook> lockDue(Instant horizon, int most) {
        Map<OrderId, OrderBook> books = new HashMap<>();
        jdbc.sql("""
                        SELECT id, book FROM audit.orders WHERE due_at <= ?
                        ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED
                        """).params(Timestamp.from(horizon), most).query(row -> {
            books.put(id(row), BookForm.read(row.getBytes("book")));
        });
        return books;
    }

    /**
     * What is due first is told to an index when it is sooner than before, or when nothing is owed any more: most orders
     * put it off a few times within seconds, and each time would cost an entry in every index.
     */
    private void store(List<Page> pages) {
        store(rows(pages), "CASE WHEN told.due_at IS NULL THEN NULL ELSE least(stored.due_at, told.due_at) END");
    }

    /** Those of {@link #lockDue}, each with what is really due next. */
    void putOff(Map<OrderId, OrderBook> books) {
        List<Row> rows = new ArrayList<>(books.size());
        books.forEach((order, book) -> rows.add(row(order, book, book.waits(bounds))));
        inPortions(rows, some -> store(some, "told.due_at"));
    }

    private void store(List<Row> rows, String due) {
        jdbc.sql("""
                        UPDATE audit.orders stored
                        SET book = told.book, waits_for = told.waits_for, since = told.since, due_at = %s
                        FROM unnest(:ids::uuid[], :books::bytea[], :waits::text[], :sinces::timestamptz[],
                                    :dues::timestamptz[]) AS told (id, book, waits_for, since, due_at)
                        WHERE stored.id = told.id
                        """.formatted(due)).params(columns(rows)).update();
    }

    private record Row(
            OrderId id,
            OrderBook book,
            @Nullable Offence waitsFor,
            @Nullable Instant since,
            @Nullable String due) {}

    private static Map<String, Object> columns(List<Row> rows) {
        return Map.of(
                "ids", Column.of(rows, Row::id),
                "books", rows.stream().map(row -> BookForm.write(row.book())).toArray(byte[][]::new),
                "waits", Column.of(rows, Row::waitsFor),
                "sinces", Column.of(rows, Row::since),
                "dues", Column.of(rows, Row::due));
    }

    private static List<Row> rows(List<Page> pages) {
        List<Row> rows = new ArrayList<>(pages.size());
        pages.forEach(page -> rows.add(row(page.order(), page.after(), page.waits())));
        return rows;
    }

    private static Row row(OrderId id, OrderBook book, List<Wait> waits) {
        Wait first = waits.isEmpty() ? null : waits.getFirst();
        String due = first == null ? null : NEVER;
        for (Wait wait : waits) {
            if (!book.reported().contains(wait.missing().key())) {
                due = wait.due().toString();
                break;
            }
        }
        return new Row(
                id, book, first == null ? null : first.missing().offence(), first == null ? null : first.since(), due);
    }

    private static OrderId id(ResultSet row) throws SQLException {
        return new OrderId(row.getObject("id", UUID.class));
    }

    private static <T> void inPortions(Collection<T> all, Consumer<List<T>> work) {
        List<T> list = List.copyOf(all);
        for (int from = 0; from < list.size(); from += AT_ONCE) {
            work.accept(list.subList(from, Math.min(list.size(), from + AT_ONCE)));
        }
    }
}
