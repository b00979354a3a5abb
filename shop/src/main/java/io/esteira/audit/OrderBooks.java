package io.esteira.audit;

import io.esteira.contracts.Json;
import io.esteira.contracts.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** The books of single orders. Every method belongs inside a transaction of the caller. */
final class OrderBooks {

    /** Names in a book are SKUs and payments too: keeping those for the next book costs more than reading them. */
    private static final JsonFactory TEXT = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private static final ObjectReader READER = Json.mapper().readerFor(OrderBook.class);
    private static final ObjectWriter WRITER = Json.mapper().writerFor(OrderBook.class);

    /** All that is owed has been reported: time changes nothing any more. */
    private static final String NEVER = "infinity";

    private final JdbcClient jdbc;
    private final Bounds bounds;

    OrderBooks(JdbcClient jdbc, Bounds bounds) {
        this.jdbc = jdbc;
        this.bounds = bounds;
    }

    /** An order's book before and after something was entered. */
    record Page(OrderId order, OrderBook before, OrderBook after) {}

    /** These orders' books, opened where there are none; nobody else has them until the transaction ends. */
    Map<OrderId, OrderBook> lock(Collection<OrderId> orders) {
        // Always all new ones first, then all others, both sorted: so no two writers wait for each other in a circle.
        SortedSet<String> ids =
                new TreeSet<>(orders.stream().map(OrderId::toString).toList());
        jdbc.sql("""
                        INSERT INTO audit.orders (id, book, due_at)
                        SELECT id, '{}', now() + make_interval(secs => :look) FROM unnest(:ids::uuid[]) AS seen (id)
                        ON CONFLICT DO NOTHING
                        """)
                .param("look", bounds.step().toMillis() / 1_000.0 / 2)
                .param("ids", Column.of(ids))
                .update();
        Map<OrderId, OrderBook> books = new HashMap<>();
        // A list in a condition would be read anew for each row of a table that is looked through as a whole.
        jdbc.sql("""
                        SELECT stored.id, stored.book::text
                        FROM unnest(:ids::uuid[]) AS asked (id) JOIN audit.orders stored USING (id)
                        ORDER BY stored.id FOR UPDATE OF stored
                        """).param("ids", Column.of(ids)).query(row -> {
            books.put(new OrderId(row.getObject("id", UUID.class)), book(row));
        });
        return books;
    }

    /** Books in which something is owed that was due before {@code horizon}; others leave them alone until the end. */
    Map<OrderId, OrderBook> lockDue(Instant horizon, int most) {
        Map<OrderId, OrderBook> books = new HashMap<>();
        jdbc.sql("""
                        SELECT id, book::text FROM audit.orders WHERE due_at <= ?
                        ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED
                        """).params(Timestamp.from(horizon), most).query(row -> {
            books.put(new OrderId(row.getObject("id", UUID.class)), book(row));
        });
        return books;
    }

    /**
     * What is due first is told to an index when it is sooner than before, or when nothing is owed any more: most orders
     * put it off a few times within seconds, and each time would cost an entry in every index.
     */
    void store(Collection<Page> pages) {
        store(pages, "CASE WHEN told.due_at IS NULL THEN NULL ELSE least(stored.due_at, told.due_at) END");
    }

    /** Those of {@link #lockDue}, each with what is really due next. */
    void putOff(Collection<Page> pages) {
        store(pages, "told.due_at");
    }

    private void store(Collection<Page> pages, String due) {
        List<Row> rows = new ArrayList<>(pages.size());
        for (Page page : pages) {
            rows.add(row(page.order(), page.after()));
        }
        jdbc.sql("""
                        UPDATE audit.orders stored
                        SET book = told.book, waits_for = told.waits_for, since = told.since, due_at = %s
                        FROM unnest(:ids::uuid[], :books::json[], :waits::text[], :sinces::timestamptz[],
                                    :dues::timestamptz[]) AS told (id, book, waits_for, since, due_at)
                        WHERE stored.id = told.id
                        """.formatted(due))
                .param("ids", Column.of(rows, Row::id))
                .param("books", Column.of(rows, Row::book))
                .param("waits", Column.of(rows, Row::waitsFor))
                .param("sinces", Column.of(rows, Row::since))
                .param("dues", Column.of(rows, Row::due))
                .update();
    }

    private record Row(
            OrderId id,
            String book,
            @Nullable Offence waitsFor,
            @Nullable Instant since,
            @Nullable String due) {}

    private Row row(OrderId id, OrderBook book) {
        List<Wait> waits = book.waits(bounds);
        Wait first = waits.isEmpty() ? null : waits.getFirst();
        String due = waits.stream()
                .filter(wait -> !book.reported().contains(wait.missing().key()))
                .map(wait -> wait.due().toString())
                .findFirst()
                .orElse(first == null ? null : NEVER);
        // A character that the database can't hold is escaped in JSON; no key of ours has one.
        String json = WRITER.writeValueAsString(book).replace("\\u0000", "\\ufffd");
        return new Row(
                id, json, first == null ? null : first.missing().offence(), first == null ? null : first.since(), due);
    }

    static <T> Map<OrderId, List<T>> byOrder(Collection<T> observations, Function<T, OrderId> order) {
        return observations.stream().collect(Collectors.groupingBy(order));
    }

    private static OrderBook book(ResultSet row) throws SQLException {
        String json = row.getString("book");
        return json.equals("{}")
                ? OrderBook.EMPTY
                : READER.readValue(TEXT.createParser(ObjectReadContext.empty(), json));
    }
}
