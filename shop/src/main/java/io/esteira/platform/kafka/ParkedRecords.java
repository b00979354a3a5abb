package io.esteira.platform.kafka;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * What one consumer parked and has not ended, in the table that all its processes share: whoever takes a partition over
 * knows which orders are held back.
 */
final class ParkedRecords {

    private static final String PARKED =
            "SELECT place, topic, record_partition, record_offset, queue, kind, reason, attempts FROM parking.parked ";

    private final JdbcClient jdbc;
    private final String consumer;

    ParkedRecords(JdbcClient jdbc, String consumer) {
        this.jdbc = jdbc;
        this.consumer = consumer;
    }

    /** @param queue null if it holds nothing back */
    record Parked(long place, RecordSource source, @Nullable String queue, DeadLetter.Cause cause, int attempts) {}

    /** One that waited for what stood in front of it, and no longer does. */
    record LetOn(Parked parked, KeptRecord record) {}

    /** The records of each of {@code queues} that holds any, in their order. */
    Map<String, List<Parked>> of(Collection<String> queues) {
        if (queues.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql(PARKED + "WHERE consumer = ? AND queue = ANY (?) ORDER BY place")
                .params(consumer, new SqlArrayValue("text", queues.toArray()))
                .query(ParkedRecords::parked)
                .list()
                .stream()
                .collect(Collectors.groupingBy(parked -> String.valueOf(parked.queue())));
    }

    Optional<Parked> find(RecordSource source) {
        return jdbc.sql(PARKED + "WHERE consumer = ? AND topic = ? AND record_partition = ? AND record_offset = ?")
                .params(consumer, source.topic(), source.partition(), source.offset())
                .query(ParkedRecords::parked)
                .optional();
    }

    /** The first record of the queue; until the transaction ends, none of them can be taken off it. */
    Optional<Parked> lockFirst(String queue) {
        // Without LIMIT: a row that was taken off meanwhile would count for it, and hide those behind.
        return jdbc
                .sql(PARKED + "WHERE consumer = ? AND queue = ? ORDER BY place FOR UPDATE")
                .params(consumer, queue)
                .query(ParkedRecords::parked)
                .stream()
                .findFirst();
    }

    /** The first record of the queue, if nothing is wrong with it but what stood in front of it. */
    Optional<LetOn> letOn(String queue) {
        return jdbc.sql("""
                        SELECT * FROM (SELECT * FROM parking.parked WHERE consumer = ? AND queue = ?
                                       ORDER BY place LIMIT 1) front
                        WHERE kind = ? AND record IS NOT NULL""")
                .params(consumer, queue, DeadLetter.BEHIND)
                .query((row, number) -> new LetOn(parked(row, number), KeptRecord.of(row.getBytes("record"))))
                .optional();
    }

    boolean isFirst(Parked parked) {
        String queue = parked.queue();
        return queue == null
                || of(List.of(queue)).getOrDefault(queue, List.of()).getFirst().place() == parked.place();
    }

    /**
     * The record's place; empty if it is parked already.
     *
     * @param record to go on with; null if it does not only wait, or is too large to be kept
     */
    Optional<Long> add(
            RecordSource source,
            byte @Nullable [] record,
            @Nullable String queue,
            DeadLetter.Cause cause,
            int attempts,
            @Nullable String behind) {
        return jdbc.sql("""
                        INSERT INTO parking.parked
                            (consumer, topic, record_partition, record_offset, queue, kind, reason, attempts, behind,
                             record)
                        VALUES (:consumer, :topic, :partition, :offset, :queue, :kind, :reason, :attempts, :behind,
                                :record)
                        ON CONFLICT (consumer, topic, record_partition, record_offset) DO NOTHING
                        RETURNING place""")
                .param("consumer", consumer)
                .param("topic", source.topic())
                .param("partition", source.partition())
                .param("offset", source.offset())
                .param("queue", queue)
                .param("kind", cause.kind())
                .param("reason", cause.reason().replace("\0", ""))
                .param("attempts", attempts)
                .param("behind", behind)
                .param("record", record)
                .query(Long.class)
                .optional();
    }

    void failedAgain(Parked parked, DeadLetter.Cause cause) {
        jdbc.sql("UPDATE parking.parked SET kind = ?, reason = ?, attempts = ?, behind = NULL, record = NULL"
                        + " WHERE place = ?")
                .params(cause.kind(), cause.reason().replace("\0", ""), parked.attempts() + 1, parked.place())
                .update();
    }

    void remove(Parked parked) {
        jdbc.sql("DELETE FROM parking.parked WHERE place = ?")
                .param(parked.place())
                .update();
    }

    long heldBack() {
        return jdbc.sql("SELECT count(DISTINCT queue) FROM parking.parked WHERE consumer = ?")
                .param(consumer)
                .query(Long.class)
                .single();
    }

    private static Parked parked(ResultSet row, int number) throws SQLException {
        return new Parked(
                row.getLong("place"),
                new RecordSource(row.getString("topic"), row.getInt("record_partition"), row.getLong("record_offset")),
                row.getString("queue"),
                new DeadLetter.Cause(row.getString("kind"), row.getString("reason")),
                row.getInt("attempts"));
    }
}
