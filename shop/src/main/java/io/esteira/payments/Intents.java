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
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The intents in the database. Whoever takes one has it for the time of a lease; leases and pauses are measured by the
 * database's clock, the one clock that all instances share.
 */
final class Intents {

    private static final String COLUMNS = """
            i.order_id, i.kind, i.idempotency_key, i.currency, i.amount, i.method, i.token, i.capture_reference,
            i.status, i.attempts, i.created_at, i.reference, i.code, i.settled_at""";

    private static final String INSERT = """
            INSERT INTO payments.intents AS i
                (order_id, kind, idempotency_key, currency, amount, method, token, capture_reference,
                 status, attempts, next_attempt_at)
            VALUES
                (:order, :kind, :key, :currency, :amount, :method, :token, :capture,
                 :status, :attempts, now() + :millis * INTERVAL '1 millisecond')
            """;

    private final NamedParameterJdbcTemplate batches;
    private final JdbcClient db;
    private final Duration lease;

    Intents(NamedParameterJdbcTemplate template, Duration lease) {
        this.batches = template;
        this.db = JdbcClient.create(template);
        this.lease = lease;
    }

    /** Writes the intent down and takes it; nothing if somebody has taken it before. */
    Optional<Intent> claim(PaymentRequest request) {
        return db.sql(INSERT + """
                        ON CONFLICT (order_id, kind) DO UPDATE SET
                            status = excluded.status,
                            attempts = excluded.attempts,
                            next_attempt_at = excluded.next_attempt_at
                        WHERE i.status = 'NEW'
                        RETURNING\s""" + COLUMNS)
                .paramSource(row(request, Intent.Status.CALLING, 1, lease))
                .query(Intents::intent)
                .optional();
    }

    /**
     * Writes down those that are not there, due at once.
     *
     * @return how many were not
     */
    int addMissing(List<PaymentRequest> requests) {
        SqlParameterSource[] rows = requests.stream()
                .map(request -> row(request, Intent.Status.NEW, 0, Duration.ZERO))
                .toArray(SqlParameterSource[]::new);
        return Arrays.stream(batches.batchUpdate(INSERT + "ON CONFLICT DO NOTHING", rows))
                .sum();
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
        return db.sql("""
                        UPDATE payments.intents AS i SET
                            status = :status, reference = :reference, code = :code, settled_at = :at, token = NULL,
                            next_attempt_at = now() + :lease * INTERVAL '1 millisecond'
                        WHERE i.order_id = :order AND i.kind = :kind AND i.settled_at IS NULL
                        RETURNING\s""" + COLUMNS)
                .param("status", settled.status().name())
                .param("reference", settled.reference())
                .param("code", settled.code())
                .param("at", Timestamp.from(settled.at()))
                .param("lease", lease.toMillis())
                .param("order", intent.orderId().value())
                .param("kind", intent.kind().name())
                .query(Intents::intent)
                .optional();
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
        SqlParameterSource[] rows = announced.stream()
                .map(intent -> new MapSqlParameterSource()
                        .addValue("order", intent.orderId().value())
                        .addValue("kind", intent.kind().name()))
                .toArray(SqlParameterSource[]::new);
        var _ = batches.batchUpdate(
                "UPDATE payments.intents SET published_at = now() WHERE order_id = :order AND kind = :kind", rows);
    }

    /** @throws NullPointerException if something is missing without which the gateway can never be called */
    private static SqlParameterSource row(PaymentRequest request, Intent.Status status, int attempts, Duration due) {
        var row = new MapSqlParameterSource()
                .addValue("order", request.orderId().value())
                .addValue("kind", Intent.Kind.of(request).name())
                .addValue("key", request.factId())
                .addValue("currency", request.amount().currency())
                .addValue("amount", request.amount().amount())
                .addValue("status", status.name())
                .addValue("attempts", attempts)
                .addValue("millis", due.toMillis());
        return switch (request) {
            case PaymentRequest.Capture capture ->
                row.addValue("method", requireNonNull(capture.instrument().method(), "No method"))
                        .addValue("token", requireNonNull(capture.instrument().token(), "No token"))
                        .addValue("capture", null, Types.VARCHAR);
            case PaymentRequest.Refund refund ->
                row.addValue("method", null, Types.VARCHAR)
                        .addValue("token", null, Types.VARCHAR)
                        .addValue("capture", requireNonNull(refund.reference(), "No reference"));
        };
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
