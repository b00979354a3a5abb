package io.esteira.platform.deadletters;

import io.esteira.platform.deadletters.ParkedLetter.State;
import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.DeadLetter.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The letters as they stand. */
final class DeadLetterTable {

    private static final String OPEN = "state IN ('PARKED', 'HANDED_BACK')";

    private final JdbcClient jdbc;

    DeadLetterTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A letter that is older than what is known, or comes again, changes nothing. Of two of one instant, as a consumer
     * that parks and goes on within one step tells them, the end is the later one, and the one after more attempts.
     */
    void apply(DeadLetter letter, String topic, ConsumerRecord<byte[], byte[]> record) {
        Outcome outcome = letter.outcome();
        jdbc.sql("""
                        INSERT INTO parking.dead_letters AS known
                            (consumer, source, topic, kind, reason, attempts, queue, place, behind, state, record_key,
                             value, headers, left_out, recorded_at, parked_at, changed_at, ended_by)
                        VALUES (:consumer, :source, :topic, :kind, :reason, :attempts, :queue, :place, :behind, :state,
                                :key, :value, :headers, :leftOut, :recordedAt, :at, :at, :by)
                        ON CONFLICT (consumer, source) DO UPDATE SET
                            kind = excluded.kind, reason = excluded.reason, attempts = excluded.attempts,
                            queue = excluded.queue, place = excluded.place, behind = excluded.behind,
                            state = excluded.state, value = excluded.value, headers = excluded.headers,
                            left_out = excluded.left_out, changed_at = excluded.changed_at,
                            ended_by = excluded.ended_by,
                            recorded_at = CASE WHEN excluded.ended_by IS NULL
                                               THEN excluded.recorded_at ELSE known.recorded_at END
                        WHERE (excluded.changed_at, excluded.state IN ('DONE', 'DISMISSED'), excluded.attempts)
                            > (known.changed_at, known.state IN ('DONE', 'DISMISSED'), known.attempts)""")
                .param("consumer", clean(letter.consumer()))
                .param("source", clean(letter.source()))
                .param("topic", clean(topic))
                .param("kind", clean(letter.kind()))
                .param("reason", clean(letter.reason()))
                .param("attempts", letter.attempts())
                .param("queue", cleanOrNull(letter.queue()))
                .param("place", letter.place())
                .param("behind", cleanOrNull(letter.behind()))
                .param("state", outcome == null ? State.PARKED.name() : outcome.name())
                .param("key", record.key())
                .param("value", outcome == null ? record.value() : null)
                .param("headers", outcome == null ? StoredHeaders.write(DeadLetter.own(record.headers())) : null)
                .param("leftOut", DeadLetter.isLeftOut(record.headers()))
                .param("recordedAt", Timestamp.from(Instant.ofEpochMilli(record.timestamp())))
                .param("at", Timestamp.from(letter.at()))
                .param("by", outcome == null ? null : cleanOrNull(letter.by()))
                .update();
    }

    Optional<ParkedLetter> find(long id) {
        return jdbc.sql("SELECT * FROM parking.dead_letters WHERE id = ?")
                .param(id)
                .query(DeadLetterTable::letter)
                .optional();
    }

    /** Newest first. */
    List<ParkedLetter> list(LetterQuery query) {
        return jdbc.sql("""
                        SELECT * FROM parking.dead_letters
                        WHERE (:state::text IS NULL OR state = :state)
                          AND (:consumer::text IS NULL OR consumer = :consumer)
                          AND (:kind::text IS NULL OR topic || '/' || kind = :kind)
                          AND (:before::bigint IS NULL OR id < :before)
                        ORDER BY id DESC
                        LIMIT :limit""")
                .param("state", query.state() == null ? null : query.state().name())
                .param("consumer", cleanOrNull(query.consumer()))
                .param("kind", cleanOrNull(query.kind()))
                .param("before", query.before())
                .param("limit", query.limit())
                .query(DeadLetterTable::letter)
                .list();
    }

    List<KindCount> kinds() {
        return jdbc.sql("""
                        SELECT consumer, topic || '/' || kind AS kind, count(*) AS letters,
                               count(DISTINCT queue) AS queues, min(parked_at) AS since
                        FROM parking.dead_letters WHERE\s""" + OPEN + """

                        GROUP BY 1, 2 ORDER BY 1, 2""")
                .query((row, number) -> new KindCount(
                        row.getString("consumer"),
                        row.getString("kind"),
                        row.getLong("letters"),
                        row.getLong("queues"),
                        row.getTimestamp("since").toInstant()))
                .list();
    }

    long open() {
        return jdbc.sql("SELECT count(*) FROM parking.dead_letters WHERE " + OPEN)
                .query(Long.class)
                .single();
    }

    /** The oldest first. */
    List<ParkedLetter> openOfKind(String consumer, String kind, int most) {
        return jdbc.sql("SELECT * FROM parking.dead_letters WHERE " + OPEN + """
                         AND consumer = ? AND topic || '/' || kind = ? ORDER BY id LIMIT ?""")
                .params(clean(consumer), clean(kind), most)
                .query(DeadLetterTable::letter)
                .list();
    }

    List<ParkedLetter> openAmong(String consumer, Collection<Long> ids) {
        return jdbc.sql("SELECT * FROM parking.dead_letters WHERE " + OPEN + """
                         AND consumer = ? AND id = ANY (?) ORDER BY id""")
                .params(clean(consumer), new SqlArrayValue("bigint", ids.toArray()))
                .query(DeadLetterTable::letter)
                .list();
    }

    /** All that stand in these queues, each queue in its order. */
    List<ParkedLetter> openIn(String consumer, Collection<String> queues) {
        return jdbc.sql("SELECT * FROM parking.dead_letters WHERE " + OPEN + """
                         AND consumer = ? AND queue = ANY (?) ORDER BY queue, place""")
                .params(clean(consumer), new SqlArrayValue("text", queues.toArray()))
                .query(DeadLetterTable::letter)
                .list();
    }

    void handedBack(long id, String action, String by) {
        jdbc.sql("UPDATE parking.dead_letters SET state = 'HANDED_BACK' WHERE id = ? AND state = 'PARKED'")
                .param(id)
                .update();
        jdbc.sql("INSERT INTO parking.dead_letter_actions (dead_letter, action, by) VALUES (?, ?, ?)")
                .params(id, action, by)
                .update();
    }

    List<LetterAction> actions(long id) {
        return jdbc.sql("SELECT action, by, at FROM parking.dead_letter_actions WHERE dead_letter = ? ORDER BY id")
                .param(id)
                .query((row, number) -> new LetterAction(
                        row.getString("action"),
                        row.getString("by"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    private static ParkedLetter letter(ResultSet row, int number) throws SQLException {
        Instant changedAt = row.getTimestamp("changed_at").toInstant();
        DeadLetter letter = new DeadLetter(
                row.getString("consumer"),
                row.getString("source"),
                row.getString("kind"),
                row.getString("reason"),
                row.getInt("attempts"),
                row.getString("queue"),
                row.getLong("place"),
                row.getString("behind"),
                null,
                null,
                changedAt);
        return new ParkedLetter(
                row.getLong("id"),
                letter,
                State.valueOf(row.getString("state")),
                Bytes.wrap(row.getBytes("record_key")),
                Bytes.wrap(row.getBytes("value")),
                StoredHeaders.read(row.getBytes("headers")),
                row.getBoolean("left_out"),
                row.getTimestamp("recorded_at").toInstant(),
                row.getTimestamp("parked_at").toInstant(),
                row.getString("ended_by"));
    }

    /** PostgreSQL's texts take every character but this one. */
    private static String clean(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static @Nullable String cleanOrNull(@Nullable String text) {
        return text == null ? null : clean(text);
    }
}
