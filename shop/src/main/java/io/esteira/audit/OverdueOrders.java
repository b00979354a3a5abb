package io.esteira.audit;

import io.esteira.audit.Breaches.Breach;
import io.esteira.contracts.OrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reports what orders are owed for too long. Time is what has been read: something is overdue when everything that was
 * written before it was due has been seen and it was not among it. So a reader that lags accuses nobody.
 */
final class OverdueOrders implements Sweep.Step {

    private static final int AT_ONCE = 1_000;

    private final TransactionOperations transactions;
    private final Positions positions;
    private final OrderBooks orders;
    private final Breaches breaches;
    private final Bounds bounds;

    OverdueOrders(JdbcClient jdbc, TransactionOperations transactions, Bounds bounds) {
        this.transactions = transactions;
        this.positions = new Positions(jdbc);
        this.orders = new OrderBooks(jdbc, bounds);
        this.breaches = new Breaches(jdbc);
        this.bounds = bounds;
    }

    @Override
    public void take(Instant now) {
        Optional<Instant> horizon = positions.horizon();
        if (horizon.isPresent()) {
            int looked;
            do {
                looked = transactions.execute(_ -> look(horizon.get()));
            } while (looked == AT_ONCE);
        }
    }

    private int look(Instant horizon) {
        Map<OrderId, OrderBook> due = orders.lockDue(horizon, AT_ONCE);
        if (due.isEmpty()) {
            return 0;
        }
        Map<OrderId, OrderBook> looked = new HashMap<>();
        List<Breach> overdue = new ArrayList<>();
        due.forEach((order, book) -> {
            List<Finding> missing = book.waits(bounds).stream()
                    .filter(wait -> !wait.due().isAfter(horizon))
                    .map(Wait::missing)
                    .filter(finding -> !book.reported().contains(finding.key()))
                    .toList();
            missing.forEach(finding -> overdue.add(new Breach(order.toString(), finding)));
            looked.put(
                    order, book.withReported(missing.stream().map(Finding::key).toList()));
        });
        orders.putOff(looked);
        breaches.report(overdue);
        return due.size();
    }
}
