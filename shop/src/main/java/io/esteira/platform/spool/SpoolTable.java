package io.esteira.platform.spool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of the spool. */
final class SpoolTable {

    private static final int FORGET_AT_ONCE = 5_000;

    private final JdbcClient jdbc;

    SpoolTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a record is found by: there is one of it at a time. */
    record Place(String topic, String key) {}

    /** A row that is about to be sent; nobody else gets it until the transaction ends. */
    record Taken(long id, ProducerRecord<String, byte[]> record) {}

    /**
     * @param waiting that Kafka has not acknowledged
     * @param oldestSeconds how long the oldest of them has been waiting
     * @param empty whether there is no row at all, not even a sent one
     */
    record Backlog(long waiting, double oldestSeconds, boolean empty) {}

    /** Writes all that are not there yet, in one transaction, and says which they were. */
    Set<Place> add(List<SpoolRecord> records) {
        return new HashSet<>(jdbc.sql("""
                        INSERT INTO spool.records (topic, key, alias, value, headers, timestamp_millis)
                        SELECT * FROM unnest(:topics::text[], :keys::text[], :aliases::text[], :values::bytea[],
                                             :headers::bytea[], :timestamps::bigint[])
                        ON CONFLICT (topic, key) DO NOTHING
                        RETURNING topic, key
                        """)
                .param("topics", texts(records, SpoolRecord::topic))
                .param("keys", texts(records, SpoolRecord::key))
                .param("aliases", texts(records, SpoolRecord::alias))
                .param("values", records.stream().map(SpoolRecord::value).toArray(byte[][]::new))
                .param("headers", records.stream().map(SpoolRecord::headers).toArray(byte[][]::new))
                .param(
                        "timestamps",
                        records.stream().map(SpoolRecord::timestampMillis).toArray(Long[]::new))
                .query((row, number) -> new Place(row.getString("topic"), row.getString("key")))
                .list());
    }

    Optional<byte[]> find(String topic, String key) {
        return jdbc.sql("SELECT value FROM spool.records WHERE topic = :topic AND key = :key")
                .param("topic", topic)
                .param("key", key)
                .query((row, number) -> row.getBytes("value"))
                .optional();
    }

    Optional<byte[]> findByAlias(String topic, String alias) {
        return jdbc.sql("SELECT value FROM spool.records WHERE topic = :topic AND alias = :alias LIMIT 1")
                .param("topic", topic)
                .param("alias", alias)
                .query((row, number) -> row.getBytes("value"))
                .optional();
    }

    /** The oldest that nobody else has taken; together no more than {@code maxBytes}, but at least one. */
    List<Taken> take(int max, long maxBytes) {
        record Sized(long id, long bytes) {}
        List<Sized> found = jdbc.sql("""
                        SELECT id, octet_length(value) AS bytes FROM spool.records WHERE sent_at IS NULL
                        ORDER BY id LIMIT :max FOR UPDATE SKIP LOCKED
                        """)
                .param("max", max)
                .query((row, number) -> new Sized(row.getLong("id"), row.getLong("bytes")))
                .list();
        List<Long> ids = new ArrayList<>();
        long bytes = 0;
        for (Sized each : found) {
            bytes += each.bytes();
            if (bytes > maxBytes && !ids.isEmpty()) {
                break;
            }
            ids.add(each.id());
        }
        return ids.isEmpty() ? List.of() : rows(ids);
    }

    private List<Taken> rows(List<Long> ids) {
        return jdbc.sql("""
                        SELECT id, topic, key, value, headers, timestamp_millis FROM spool.records
                        WHERE id = ANY (:ids) ORDER BY id
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, number) -> new Taken(
                        row.getLong("id"),
                        SpoolRecord.read(
                                row.getString("topic"),
                                row.getString("key"),
                                row.getBytes("value"),
                                row.getBytes("headers"),
                                row.getObject("timestamp_millis", Long.class))))
                .list();
    }

    void markSent(Collection<Long> ids) {
        jdbc.sql("UPDATE spool.records SET sent_at = now() WHERE id = ANY (:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }

    /** What Kafka will not take stands behind all others, so that it holds up none of them. */
    void moveToEnd(Collection<Long> ids) {
        jdbc.sql("UPDATE spool.records SET id = DEFAULT WHERE id = ANY (:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }

    void forgetSent(Duration after) {
        int forgotten;
        do {
            forgotten = jdbc.sql("""
                            DELETE FROM spool.records WHERE id IN (
                                SELECT id FROM spool.records WHERE sent_at < now() - make_interval(secs => :seconds)
                                LIMIT :max FOR UPDATE SKIP LOCKED)
                            """)
                    .param("seconds", after.toMillis() / 1_000.0)
                    .param("max", FORGET_AT_ONCE)
                    .update();
        } while (forgotten == FORGET_AT_ONCE);
    }

    /** Each part is answered from an index: a table that was emptied just now is full of rows that are gone. */
    Backlog backlog() {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM spool.records WHERE sent_at IS NULL) AS waiting,
                               coalesce(extract(epoch FROM clock_timestamp() - (
                                   SELECT spooled_at FROM spool.records WHERE sent_at IS NULL
                                   ORDER BY id LIMIT 1)), 0) AS oldest_seconds,
                               (SELECT sent_at FROM spool.records WHERE sent_at IS NOT NULL
                                   ORDER BY sent_at LIMIT 1) IS NULL AS none_sent
                        """)
                .query((row, number) -> new Backlog(
                        row.getLong("waiting"),
                        row.getDouble("oldest_seconds"),
                        row.getLong("waiting") == 0 && row.getBoolean("none_sent")))
                .single();
    }

    private static String[] texts(List<SpoolRecord> records, Function<SpoolRecord, String> column) {
        return records.stream().map(column).toArray(String[]::new);
    }
}
