package io.esteira.lab.speed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How far the whole way has come, since the tables were made; cheap to ask for, however many orders there are.
 *
 * @param invoiced invoices that the read model shows
 * @param queued mails that are written down, two for each order that is served
 */
record Standing(long invoiced, long queued) {

    private static final int MAILS_PER_ORDER = 2;

    static Standing of(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT (SELECT coalesce(sum(next_offset), 0) FROM orders.progress WHERE topic = 'billing.events'),
                       (SELECT coalesce(max(id), 0) FROM notifications.messages)
                """);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Standing(row.getLong(1), row.getLong(2));
        }
    }

    /** Orders that have come all the way: readable as confirmed, with their invoice, and every mail written down. */
    long done() {
        return Math.min(invoiced, queued / MAILS_PER_ORDER);
    }
}
