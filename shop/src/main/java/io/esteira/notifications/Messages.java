package io.esteira.notifications;

import io.esteira.contracts.BillingEvent;
import io.esteira.contracts.Json;
import io.esteira.contracts.Message;
import io.esteira.contracts.OrderEvent;
import io.esteira.platform.kafka.Received;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The messages that customers are to get or have got. Every method is one statement, committed when it returns. */
final class Messages {

    private static final String MAIL = "mail";
    private static final int LONGEST_ERROR = 500;

    private final JdbcClient jdbc;

    Messages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Notes a mail for each event that customers are told of and that has none yet.
     *
     * @return how many were new
     */
    int add(List<Received<?>> events) {
        List<UUID> orders = new ArrayList<>();
        List<String> transitions = new ArrayList<>();
        List<String> documents = new ArrayList<>();
        for (Received<?> received : events) {
            Notice.of(received.message()).ifPresent(notice -> {
                orders.add(notice.orderId().value());
                transitions.add(notice.transition().name());
                documents.add(json(received));
            });
        }
        if (orders.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                INSERT INTO notifications.messages (order_id, transition, channel, event)
                SELECT order_id, transition, ?, event::json
                FROM unnest(?, ?, ?) AS new (order_id, transition, event)
                ORDER BY order_id, transition -- one order for all writers, or they wait for each other in a circle
                ON CONFLICT (order_id, transition, channel) DO NOTHING
                """)
                .params(MAIL, array("uuid", orders), array("text", transitions), array("text", documents))
                .update();
    }

    /** Up to {@code max} mails that are due; nobody else gets them until the lease ends. */
    List<DueMail> take(int max, Duration lease) {
        return jdbc.sql("""
                UPDATE notifications.messages
                SET attempts = attempts + 1, due_at = now() + make_interval(secs => ?),
                    tried_since = coalesce(tried_since, now())
                WHERE id IN (SELECT id FROM notifications.messages
                             WHERE status = 'DUE' AND due_at <= now()
                             ORDER BY due_at, id
                             LIMIT ?
                             FOR UPDATE SKIP LOCKED)
                RETURNING id, attempts, tried_since, transition, event::text
                """)
                .params(seconds(lease), max)
                .query(Messages::dueMail)
                .list();
    }

    /** Does not wait for the disk: if the database crashes at once, the customer gets the mail once more. */
    void sent(long id) {
        jdbc.sql("""
                WITH relaxed AS (SELECT set_config('synchronous_commit', 'off', true))
                UPDATE notifications.messages SET status = 'SENT', sent_at = now(), last_error = NULL
                FROM relaxed WHERE id = ?
                """).param(id).update();
    }

    void retryAfter(long id, Duration pause, String error) {
        jdbc.sql("""
                UPDATE notifications.messages SET due_at = now() + make_interval(secs => ?), last_error = ?
                WHERE id = ? AND status = 'DUE'
                """).params(seconds(pause), shortened(error), id).update();
    }

    void dead(long id, String error) {
        jdbc.sql("""
                UPDATE notifications.messages SET status = 'DEAD', due_at = now(), last_error = ?
                WHERE id = ? AND status = 'DUE'
                """).params(shortened(error), id).update();
    }

    /** Gives back what was taken and not tried. */
    void giveBack(Collection<Long> ids) {
        jdbc.sql("""
                UPDATE notifications.messages SET due_at = now(), attempts = attempts - 1
                WHERE id = ANY (?) AND status = 'DUE'
                """).param(array("bigint", ids)).update();
    }

    long count(String status) {
        return jdbc.sql("SELECT count(*) FROM notifications.messages WHERE status = ?")
                .param(status)
                .query(Long.class)
                .single();
    }

    private static String json(Received<?> received) {
        byte[] json = switch (received.message()) {
            case OrderEvent event -> Json.write(OrderEvent.class, event);
            case BillingEvent event -> Json.write(BillingEvent.class, event);
            default ->
                throw new IllegalArgumentException(
                        "Not listened to: " + received.topic().name());
        };
        return new String(json, StandardCharsets.UTF_8);
    }

    private static DueMail dueMail(ResultSet row, int number) throws SQLException {
        Transition transition = Transition.valueOf(row.getString("transition"));
        byte[] event = row.getString("event").getBytes(StandardCharsets.UTF_8);
        Message message = transition == Transition.CONFIRMED
                ? Json.read(BillingEvent.class, event)
                : Json.read(OrderEvent.class, event);
        return new DueMail(
                row.getLong("id"),
                row.getInt("attempts"),
                row.getTimestamp("tried_since").toInstant(),
                Notice.of(message).orElseThrow());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String shortened(String error) {
        return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
    }

    private static SqlArrayValue array(String type, Collection<?> values) {
        return new SqlArrayValue(type, values.toArray());
    }
}
