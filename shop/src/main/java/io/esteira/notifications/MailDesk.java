package io.esteira.notifications;

import io.esteira.contracts.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Mails that were given up, and another try for them. */
public final class MailDesk {

    public static final int PAGE = 100;

    private static final Logger log = LoggerFactory.getLogger(MailDesk.class);

    private static final String AGAIN = """
            UPDATE notifications.messages
            SET status = 'DUE', attempts = 0, due_at = now(), tried_since = NULL
            WHERE status = 'DEAD'
            """;

    private final JdbcClient jdbc;

    MailDesk(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A mail that was given up.
     *
     * @param about what the customer was to be told: {@code accepted}, {@code confirmed}, {@code rejected},
     *     {@code cancelled} or {@code expired}
     * @param cause of the last failure
     * @param since when it was given up
     */
    public record GivenUp(
            long id,
            OrderId order,
            String about,
            int attempts,
            @Nullable String cause,
            Instant since) {}

    public long givenUp() {
        return count("SELECT count(*) FROM notifications.messages WHERE status = 'DEAD'");
    }

    /** How many failed and are going to be tried again without anybody's doing. */
    public long triedAgain() {
        return count("""
                SELECT count(*) FROM notifications.messages WHERE status = 'DUE' AND last_error IS NOT NULL
                """);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /**
     * Up to {@link #PAGE}, the newest first.
     *
     * @param before the last of the page before, if there was one
     */
    public List<GivenUp> page(@Nullable Long before) {
        return jdbc.sql("""
                SELECT id, order_id, transition, attempts, last_error, due_at FROM notifications.messages
                WHERE status = 'DEAD' AND id < ?
                ORDER BY id DESC
                LIMIT ?
                """)
                .params(before == null ? Long.MAX_VALUE : before, PAGE)
                .query((row, number) -> new GivenUp(
                        row.getLong("id"),
                        new OrderId(row.getObject("order_id", UUID.class)),
                        Transition.valueOf(row.getString("transition")).id(),
                        row.getInt("attempts"),
                        row.getString("last_error"),
                        row.getTimestamp("due_at").toInstant()))
                .list();
    }

    /**
     * @param who asked for it
     * @return whether it had been given up
     */
    public boolean sendAgain(long id, String who) {
        int mails = jdbc.sql(AGAIN + " AND id = ?").param(id).update();
        if (mails > 0) {
            log.info("Mail {} is sent again, as {} wishes", id, who);
        }
        return mails > 0;
    }

    /**
     * @param who asked for it
     * @return how many had been given up
     */
    public int sendAllAgain(String who) {
        int mails = jdbc.sql(AGAIN).update();
        log.info("{} mails that had been given up are sent again, as {} wishes", mails, who);
        return mails;
    }
}
