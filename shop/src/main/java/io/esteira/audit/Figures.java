package io.esteira.audit;

import io.esteira.contracts.Money;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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

    private final SortedMap<String, BigDecimal> changes = new TreeMap<>();

    void change(OrderBook before, List<Wait> beforeWaits, OrderBook after, List<Wait> afterWaits) {
        of(after, afterWaits).forEach((name, value) -> changes.merge(name, value, BigDecimal::add));
        if (!before.equals(OrderBook.EMPTY)) {
            of(before, beforeWaits).forEach((name, value) -> changes.merge(name, value.negate(), BigDecimal::add));
        }
    }

    Map<String, BigDecimal> changes() {
        return changes;
    }

    private static Map<String, BigDecimal> of(OrderBook book, List<Wait> waits) {
        Map<String, BigDecimal> figures = new HashMap<>();
        figures.put(ORDERS, count(Math.min(1, book.placing().copies())));
        figures.put(COPIES, count(book.placing().copies()));
        figures.put(EVENTS, count(book.history().events().size()));
        figures.put(RESERVATIONS, count(book.holdings().granted()));
        figures.put(CAPTURES, count(book.takings().captured().size()));
        figures.put(INVOICES, count(book.papers().numbers().size()));
        figures.put(MESSAGES, count(book.letters().noted().size()));
        figures.put(STANDING + book.standing(), BigDecimal.ONE);
        for (Wait wait : waits) {
            Offence missing = wait.missing().offence();
            figures.merge(OPEN + missing.invariant(), BigDecimal.ONE, BigDecimal::add);
            figures.merge(WAITING + missing, BigDecimal.ONE, BigDecimal::add);
        }
        put(figures, CAPTURED, book.takings().captured().values());
        put(figures, REFUNDED, book.takings().refunded().values());
        put(figures, INVOICED, book.papers().amounts());
        return figures;
    }

    private static void put(Map<String, BigDecimal> figures, String prefix, Collection<Money> amounts) {
        new Sums().plus(amounts).byCurrency().forEach((currency, amount) -> figures.put(prefix + currency, amount));
    }

    private static BigDecimal count(long number) {
        return BigDecimal.valueOf(number);
    }
}
