package io.esteira.audit;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports messages that were given up, for as long as they are. */
final class DeadMessages implements Sweep.Step {

    private final JdbcClient jdbc;

    DeadMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void take(Instant now) {
        jdbc.sql("""
                        INSERT INTO audit.breaches AS stored (offence, subject, about, invariant, details)
                        SELECT 'DEAD_MESSAGE', order_id, transition || '/' || channel, 'I6',
                               ARRAY[transition, coalesce(last_error, '–')]
                        FROM notifications.messages WHERE status = 'DEAD'
                        ON CONFLICT (offence, subject, about) DO UPDATE SET
                          details = excluded.details, last_seen = now(), resolved_at = NULL
                        WHERE stored.resolved_at IS NOT NULL
                        """).update();
        jdbc.sql("""
                        UPDATE audit.breaches stored SET resolved_at = now()
                        WHERE stored.offence = 'DEAD_MESSAGE' AND stored.invariant = 'I6'
                          AND stored.resolved_at IS NULL
                          AND NOT EXISTS (SELECT 1 FROM notifications.messages
                                          WHERE order_id = stored.subject::uuid AND status = 'DEAD'
                                            AND transition || '/' || channel = stored.about)
                        """).update();
    }
}
