package io.esteira.lab.trial;

import io.esteira.local.LocalPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Waits until the shop has nothing left to do: every order at its end, every invoice written, every mail sent. */
final class Quiescence {

    private static final long LOOK_EVERY_MILLIS = 1_000;
    /** For offsets to follow what is done. */
    private static final Duration DONE = Duration.ofSeconds(20);

    private static final Duration ANSWER = Duration.ofMinutes(2);
    /** More than there is of anything else: records are counted only when no order is open. */
    private static final long ORDERS_FIRST = 1_000_000_000L;

    private final Shops shops;
    private final LocalPostgres postgres;
    private final Backlog backlog;
    private final Clock clock;

    Quiescence(Shops shops, LocalPostgres postgres, Backlog backlog, Clock clock) {
        this.shops = shops;
        this.postgres = postgres;
        this.backlog = backlog;
        this.clock = clock;
    }

    /** What is still to be done. */
    record Rest(long openOrders, long confirmed, long invoices, long mails, long records, long parked) {

        boolean isNothing() {
            return isDone() && records == 0;
        }

        /** A group whose last commit failed looks as if it had not read what it has; the next record mends that. */
        boolean isDone() {
            return openOrders == 0 && invoices == confirmed && mails == 0 && parked == 0;
        }

        /** Less of it is progress; work that only goes round is none. */
        private long left() {
            long besideOrders = (confirmed - invoices) + mails + Math.max(0, records) + parked;
            return openOrders * ORDERS_FIRST + besideOrders;
        }

        @Override
        public String toString() {
            return openOrders + " orders open, " + (confirmed - invoices) + " invoices missing, " + mails
                    + " mails due, " + records + " records unread, " + parked + " parked";
        }
    }

    /**
     * @param patience for as long as nothing gets less
     * @param each does something about it before each look, and says how many parked records it found
     * @return what was left, nothing if all is well
     */
    Rest await(Duration patience, IntSupplier each, Consumer<Rest> progress) {
        long changedMillis = clock.millis();
        long least = Long.MAX_VALUE;
        @Nullable Rest before = null;
        while (true) {
            Rest rest = look(each.getAsInt());
            progress.accept(rest);
            // Twice the same nothing: what was read a moment ago may just have made new work.
            if (rest.isNothing() && rest.equals(before)) {
                return rest;
            }
            if (rest.left() < least) {
                least = rest.left();
                changedMillis = clock.millis();
            } else if (clock.millis() - changedMillis > (rest.isDone() ? DONE : patience).toMillis()) {
                return rest;
            }
            before = rest;
            Shops.pause(LOOK_EVERY_MILLIS);
        }
    }

    private Rest look(int parked) {
        JsonNode totals = shops.insistGet("/api/orders/summary", ANSWER).body();
        JsonNode counts = totals.path("counts");
        long open = counts.path("PENDING").asLong(0)
                + counts.path("AWAITING_PAYMENT").asLong(0);
        long confirmed = counts.path("CONFIRMED").asLong(0);
        // To look at every offset is a load of its own, and tells nothing while orders are open.
        long records = open == 0 ? backlog.records() : -1;
        return new Rest(open, confirmed, totals.path("invoices").asLong(0), mailsDue(), records, parked);
    }

    private long mailsDue() {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM notifications.messages WHERE status = 'DUE'")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            return -1;
        }
    }
}
