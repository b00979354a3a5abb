package io.esteira.payments;

import static java.util.Objects.requireNonNull;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.PaymentInstrument;
import io.esteira.contracts.PaymentRequest;
import io.esteira.payments.Settlement.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The intents in the database. Whoever takes one has it for the time of a lease; leases and pauses are measured by the
 * database's clock, the one clock that all instances share.
 */
final class Intents implements AutoCloseable {

    /** One while the other waits for the disk. */
    private static final int WRITERS = 2;

    private static final String COLUMNS = """
            i.order_id, i.kind, i.idempotency_key, i.currency, i.amount, i.method, i.token, i.capture_reference,
            i.status, i.attempts, i.created_at, i.reference, i.code, i.settled_at""";

    /** In the order of their keys, so that no two writers wait for each other in a circle. */
    private static final String INSERT = """
            INSERT INTO payments.intents AS i
                (order_id, kind, idempotency_key, currency, amount, method, token, capture_reference,
                 status, attempts, next_attempt_at)
            SELECT new.*, :status, :attempts, now() + :millis * INTERVAL '1 millisecond'
            FROM unnest(:orders::uuid[], :kinds::text[], :keys::text[], :currencies::text[], :amounts::numeric[],
                        :methods::text[], :tokens::text[], :captures::text[])
                 AS new (order_id, kind, idempotency_key, currency, amount, method, token, capture_reference)
            ORDER BY order_id, kind
            """;

    private final JdbcClient db;
    private final Duration lease;
    private final Together<PaymentRequest, Optional<Intent>> claims = new Together<>("claim", WRITERS, this::claimAll);
    private final Together<Settled, Optional<Intent>> outcomes = new Together<>("settle", WRITERS, this::settleAll);

    Intents(JdbcClient db, Duration lease) {
        this.db = db;
        this.lease = lease;
    }

    /** What there is one of. */
    private record Key(OrderId order, Intent.Kind kind) {

        static Key of(PaymentRequest request) {
            return new Key(request.orderId(), Intent.Kind.of(request));
        }

        static Key of(Intent intent) {
            return new Key(intent.orderId(), intent.kind());
        }
    }

    private record Settled(Intent intent, Verdict.Settled verdict) {}

    /** Writes the intent down and takes it; nothing if somebody has taken it before. */
    Optional<Intent> claim(PaymentRequest request) {
        return claims.ask(request);
    }

    private List<Optional<Intent>> claimAll(List<PaymentRequest> requests) {
        Map<Key, PaymentRequest> distinct = new LinkedHashMap<>();
        requests.forEach(request -> distinct.putIfAbsent(Key.of(request), request));
        Map<Key, Intent> claimed = byKey(insert(distinct.values(), Intent.Status.CALLING, 1, lease, """
                        ON CONFLICT (order_id, kind) DO UPDATE SET
                            status = excluded.status,
                            attempts = excluded.attempts,
                            next_attempt_at = excluded.next_attempt_at
                        WHERE i.status = 'NEW'
                        RETURNING\s""" + COLUMNS)
                .query(Intents::intent)
                .list());
        // Of several copies of a request the first gets the intent.
        return requests.stream()
                .map(request -> Optional.ofNullable(claimed.remove(Key.of(request))))
                .toList();
    }

    /**
     * Writes down those that are not there, due at once.
     *
     * @return how many were not
     */
    int addMissing(List<PaymentRequest> requests) {
        return insert(requests, Intent.Status.NEW, 0, Duration.ZERO, "ON CONFLICT DO NOTHING")
                .update();
    }

    /** @throws NullPointerException if something is missing without which the gateway can never be called */
    private JdbcClient.StatementSpec insert(
            Collection<PaymentRequest> requests, Intent.Status status, int attempts, Duration due, String conflict) {
        return db.sql(INSERT + conflict)
                .param("status", status.name())
                .param("attempts", attempts)
                .param("millis", due.toMillis())
                .param("orders", column(requests, PaymentRequest::orderId))
                .param("kinds", column(requests, Intent.Kind::of))
                .param("keys", column(requests, PaymentRequest::factId))
                .param(
                        "currencies",
                        column(requests, request -> request.amount().currency()))
                .param(
                        "amounts",
                        column(requests, request -> request.amount().amount().toPlainString()))
                .param("methods", column(requests, Intents::method))
                .param("tokens", column(requests, Intents::token))
                .param("captures", column(requests, Intents::captureReference));
    }

    /**
     * Takes intents that are due: never called, to be called again, in doubt, left behind by a process that died, or
     * settled and not announced.
     *
     * @return each in the status in which it was found
     */
    List<Intent> claimDue(int most) {
        return db.sql("""
                        UPDATE payments.intents AS claimed SET
                            status = CASE WHEN i.status IN ('NEW', 'RETRY') THEN 'CALLING' ELSE i.status END,
                            attempts = i.attempts + 1,
                            next_attempt_at = now() + :lease * INTERVAL '1 millisecond'
                        FROM (SELECT * FROM payments.intents
                              WHERE published_at IS NULL AND next_attempt_at <= now()
                              ORDER BY next_attempt_at
                              LIMIT :most
                              FOR UPDATE SKIP LOCKED) AS i
                        WHERE claimed.order_id = i.order_id AND claimed.kind = i.kind
                        RETURNING i.order_id, i.kind, i.idempotency_key, i.currency, i.amount, i.method, i.token,
                            i.capture_reference, i.status, claimed.attempts, i.created_at, i.reference, i.code,
                            i.settled_at""")
                .param("lease", lease.toMillis())
                .param("most", most)
                .query(Intents::intent)
                .list();
    }

    /** Stores the outcome and forgets the token; nothing if the outcome was known before: what was first stays. */
    Optional<Intent> settle(Intent intent, Verdict.Settled settled) {
        return outcomes.ask(new Settled(intent, settled));
    }

    private List<Optional<Intent>> settleAll(List<Settled> outcomes) {
        Map<Key, Settled> distinct = new LinkedHashMap<>();
        outcomes.forEach(outcome -> distinct.putIfAbsent(Key.of(outcome.intent()), outcome));
        Collection<Settled> firsts = distinct.values();
        Map<Key, Intent> settled = byKey(db.sql("""
                        UPDATE payments.intents AS i SET
                            status = told.status, reference = told.reference, code = told.code,
                            settled_at = told.at, token = NULL,
                            -- Left as it is while there is time: a row whose indexed columns stay is cheap to change.
                            next_attempt_at = CASE WHEN i.next_attempt_at > now() + :half * INTERVAL '1 millisecond'
                                                   THEN i.next_attempt_at
                                                   ELSE now() + :lease * INTERVAL '1 millisecond' END
                        FROM unnest(:orders::uuid[], :kinds::text[], :statuses::text[], :references::text[],
                                    :codes::text[], :times::timestamptz[])
                             AS told (order_id, kind, status, reference, code, at)
                        WHERE i.order_id = told.order_id AND i.kind = told.kind AND i.settled_at IS NULL
                        RETURNING\s""" + COLUMNS)
                .param("half", lease.toMillis() / 2)
                .param("lease", lease.toMillis())
                .param("orders", column(firsts, outcome -> outcome.intent().orderId()))
                .param("kinds", column(firsts, outcome -> outcome.intent().kind()))
                .param("statuses", column(firsts, outcome -> outcome.verdict().status()))
                .param("references", column(firsts, outcome -> outcome.verdict().reference()))
                .param("codes", column(firsts, outcome -> outcome.verdict().code()))
                .param("times", column(firsts, outcome -> outcome.verdict().at()))
                .query(Intents::intent)
                .list());
        return outcomes.stream()
                .map(outcome -> Optional.ofNullable(settled.remove(Key.of(outcome.intent()))))
                .toList();
    }

    void postpone(Intent intent, Verdict.Postponed postponed) {
        db.sql("""
                        UPDATE payments.intents SET
                            status = :status, next_attempt_at = now() + :pause * INTERVAL '1 millisecond'
                        WHERE order_id = :order AND kind = :kind AND settled_at IS NULL""")
                .param("status", postponed.status().name())
                .param("pause", postponed.pause().toMillis())
                .param("order", intent.orderId().value())
                .param("kind", intent.kind().name())
                .update();
    }

    void markPublished(List<Intent> announced) {
        db.sql("""
                        UPDATE payments.intents AS i SET published_at = now()
                        FROM unnest(:orders::uuid[], :kinds::text[]) AS told (order_id, kind)
                        WHERE i.order_id = told.order_id AND i.kind = told.kind""")
                .param("orders", column(announced, Intent::orderId))
                .param("kinds", column(announced, Intent::kind))
                .update();
    }

    @Override
    public void close() {
        claims.close();
        outcomes.close();
    }

    private static Map<Key, Intent> byKey(List<Intent> intents) {
        Map<Key, Intent> byKey = new HashMap<>();
        intents.forEach(intent -> byKey.put(Key.of(intent), intent));
        return byKey;
    }

    private static @Nullable String method(PaymentRequest request) {
        return switch (request) {
            case PaymentRequest.Capture capture ->
                requireNonNull(capture.instrument().method(), "No method");
            case PaymentRequest.Refund ignored -> null;
        };
    }

    private static @Nullable String token(PaymentRequest request) {
        return switch (request) {
            case PaymentRequest.Capture capture ->
                requireNonNull(capture.instrument().token(), "No token");
            case PaymentRequest.Refund ignored -> null;
        };
    }

    private static @Nullable String captureReference(PaymentRequest request) {
        return switch (request) {
            case PaymentRequest.Capture ignored -> null;
            case PaymentRequest.Refund refund -> requireNonNull(refund.reference(), "No reference");
        };
    }

    private static <T> @Nullable String[] column(Collection<T> rows, Function<T, ? extends @Nullable Object> value) {
        return rows.stream()
                .map(value)
                .map(each -> each == null ? null : each.toString())
                .toArray(String[]::new);
    }

    private static Intent intent(ResultSet row, int number) throws SQLException {
        @Nullable String method = row.getString("method");
        @Nullable String token = row.getString("token");
        return new Intent(
                new OrderId(row.getObject("order_id", UUID.class)),
                Intent.Kind.valueOf(row.getString("kind")),
                row.getString("idempotency_key"),
                new Money(row.getString("currency"), row.getBigDecimal("amount")),
                method == null || token == null ? null : new PaymentInstrument(method, token),
                row.getString("capture_reference"),
                Intent.Status.valueOf(row.getString("status")),
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("reference"),
                row.getString("code"),
                instant(row.getTimestamp("settled_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
