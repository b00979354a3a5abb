package io.esteira.lab.speed;

import io.esteira.contracts.StockLevel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of the buyers, by the read model, by the invoices and by the shelf. */
record Outcome(long confirmed, long outOfStock, long others, long invoices, StockLevel shelf) {

    static Outcome of(SpeedStack stack, StockLevel shelf) throws SQLException {
        try (Connection connection = stack.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT count(*) FILTER (WHERE status = 'CONFIRMED'),
                               count(*) FILTER (WHERE status = 'REJECTED' AND reason = 'OUT_OF_STOCK'),
                               count(*) FILTER (WHERE status <> 'CONFIRMED'
                                                AND (status <> 'REJECTED' OR reason <> 'OUT_OF_STOCK')),
                               (SELECT count(*) FROM billing.invoices)
                        FROM orders.orders WHERE number IS NOT NULL
                        """)) {
            row.next();
            return new Outcome(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), shelf);
        }
    }

    List<String> complaints(FlashSettings settings) {
        List<String> complaints = new ArrayList<>();
        compare(complaints, "orders CONFIRMED", confirmed, settings.pieces());
        compare(complaints, "orders REJECTED for OUT_OF_STOCK", outOfStock, settings.refused());
        compare(complaints, "orders that stand elsewhere", others, 0);
        compare(complaints, "invoices", invoices, settings.pieces());
        compare(complaints, "pieces on the shelf", shelf.onHand(), 0);
        compare(complaints, "pieces reserved", shelf.reserved(), 0);
        return complaints;
    }

    private static void compare(List<String> complaints, String what, long found, long expected) {
        if (found != expected) {
            complaints.add(String.format(Locale.ROOT, "%s: %,d instead of %,d", what, found, expected));
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d confirmed, %,d out of stock, %,d elsewhere, %,d invoices, %,d on the shelf",
                confirmed,
                outOfStock,
                others,
                invoices,
                shelf.onHand());
    }
}
