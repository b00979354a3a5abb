package io.esteira.lab.speed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the tables hold when everything has come to rest; counted row by row. */
record Books(long orders, long confirmed, long invoices, long invoicesReadable, long mailsOfInvoices) {

    private static final Duration REST_WITHIN = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MILLIS = 500;

    private static Books of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT (SELECT count(*) FROM orders.orders WHERE number IS NOT NULL),
                               (SELECT count(*) FROM orders.orders WHERE status = 'CONFIRMED'),
                               (SELECT count(*) FROM billing.invoices),
                               (SELECT count(*) FROM orders.invoices),
                               (SELECT count(*) FROM notifications.messages WHERE transition = 'CONFIRMED')
                        """)) {
            row.next();
            return new Books(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
        }
    }

    /** Tables are written by several, each at its own pace: what is wrong for a while may only be late. */
    static List<String> complaintsAtRest(SpeedStack stack, long accepted) throws SQLException, InterruptedException {
        long deadlineNanos = System.nanoTime() + REST_WITHIN.toNanos();
        try (Connection connection = stack.connection()) {
            while (true) {
                List<String> complaints = of(connection).complaints(accepted);
                if (complaints.isEmpty() || System.nanoTime() > deadlineNanos) {
                    return complaints;
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        }
    }

    /** Every order that was accepted has everything once, and nobody else has anything. */
    List<String> complaints(long accepted) {
        List<String> complaints = new ArrayList<>();
        compare(complaints, "orders in the read model", orders, accepted);
        compare(complaints, "orders CONFIRMED", confirmed, accepted);
        compare(complaints, "invoices", invoices, accepted);
        compare(complaints, "invoices in the read model", invoicesReadable, accepted);
        compare(complaints, "mails with an invoice written down", mailsOfInvoices, accepted);
        return complaints;
    }

    private static void compare(List<String> complaints, String what, long found, long expected) {
        if (found != expected) {
            complaints.add(String.format(Locale.ROOT, "%s: %,d, and %,d orders were accepted", what, found, expected));
        }
    }
}
