package io.esteira.audit;

import io.esteira.contracts.Money;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one book adds to the sums over all books, and how that changes when the book does. */
final class Figures {

    static final String ORDERS = "orders";
    static final String COPIES = "copies";
    static final String EVENTS = "events";
    static final String RESERVATIONS = "reservations";
    static final String CAPTURES = "captures";
    static final String INVOICES = "invoices";
    static final String MESSAGES = "messages";

    /** Prefixes; what follows is a standing, an invariant, a kind of waiting, or a currency. */
    static final String STANDING = "standing/";

    static final String OPEN = "open/";
    static final String WAITING = "waiting/";
    static final String CAPTURED = "captured/";
    static final String REFUNDED = "refunded/";
    static final String INVOICED = "invoiced/";

    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, BigDecimal> amounts = new HashMap<>();

    void change(OrderBook before, List<Wait> waitsBefore, OrderBook after, List<Wait> waits) {
        count(
                ORDERS,
                Math.min(1, after.placing().copies())
                        - Math.min(1, before.placing().copies()));
        count(COPIES, after.placing().copies() - before.placing().copies());
        count(
                EVENTS,
                after.history().events().size() - before.history().events().size());
        count(RESERVATIONS, after.holdings().granted() - before.holdings().granted());
        count(
                CAPTURES,
                after.takings().captured().size() - before.takings().captured().size());
        count(
                MESSAGES,
                after.letters().noted().size() - before.letters().noted().size());
        count(STANDING + after.standing(), 1);
        if (!before.equals(OrderBook.EMPTY)) {
            count(STANDING + before.standing(), -1);
        }
        waits.forEach(wait -> count(wait, 1));
        waitsBefore.forEach(wait -> count(wait, -1));
        sum(
                CAPTURED,
                before.takings().captured().values(),
                after.takings().captured().values());
        sum(
                REFUNDED,
                before.takings().refunded().values(),
                after.takings().refunded().values());
        if (!before.papers().equals(after.papers())) {
            count(
                    INVOICES,
                    after.papers().numbers().size() - before.papers().numbers().size());
            sum(INVOICED, before.papers().amounts(), after.papers().amounts());
        }
    }

    Map<String, BigDecimal> changes() {
        Map<String, BigDecimal> changes = new HashMap<>(amounts);
        counts.forEach((name, count) -> changes.put(name, BigDecimal.valueOf(count)));
        return changes;
    }

    private void count(Wait wait, int change) {
        Offence missing = wait.missing().offence();
        count(OPEN + missing.invariant(), change);
        count(WAITING + missing, change);
    }

    private void count(String name, long change) {
        if (change != 0) {
            counts.merge(name, change, Long::sum);
        }
    }

    private void sum(String prefix, Collection<Money> before, Collection<Money> after) {
        after.forEach(money -> amounts.merge(prefix + money.currency(), money.amount(), BigDecimal::add));
        before.forEach(
                money -> amounts.merge(prefix + money.currency(), money.amount().negate(), BigDecimal::add));
    }
}
