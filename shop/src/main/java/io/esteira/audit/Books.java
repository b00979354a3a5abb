package io.esteira.audit;

import io.esteira.audit.Breaches.Breach;
import io.esteira.audit.Holding.Move;
import io.esteira.audit.Observation.InvoiceFiled;
import io.esteira.audit.Observation.InvoiceTold;
import io.esteira.audit.Observation.OfOrder;
import io.esteira.audit.Observation.OfSku;
import io.esteira.audit.OrderBooks.Page;
import io.esteira.audit.Seen.Part;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.OrderId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Enters what was seen. All writers go through the tables in the same order, and through the keys of each sorted. */
final class Books {

    private final TransactionOperations transactions;
    private final Positions positions;
    private final OrderBooks orders;
    private final Shelves shelves;
    private final Numbers numbers;
    private final Totals totals;
    private final Breaches breaches;
    private final Bounds bounds;

    Books(JdbcClient jdbc, TransactionOperations transactions, Bounds bounds) {
        this.transactions = transactions;
        this.positions = new Positions(jdbc);
        this.orders = new OrderBooks(jdbc, bounds);
        this.shelves = new Shelves(jdbc);
        this.numbers = new Numbers(jdbc);
        this.totals = new Totals(jdbc);
        this.breaches = new Breaches(jdbc);
        this.bounds = bounds;
    }

    /**
     * All of it or nothing; what was entered before is passed over.
     *
     * @param next where each part goes on after this
     */
    void enter(List<Seen> seen, Map<Part, Long> next) {
        transactions.executeWithoutResult(_ -> {
            Map<Part, Long> entered = positions.lock(next.keySet());
            List<Observation> fresh = seen.stream()
                    .filter(each -> each.offset() >= entered.getOrDefault(each.part(), 0L))
                    .map(Seen::observation)
                    .toList();
            if (!fresh.isEmpty()) {
                enter(fresh);
            }
            positions.advance(next);
        });
    }

    private void enter(List<Observation> fresh) {
        Changes changes = new Changes();
        Map<OrderId, List<OfOrder>> byOrder = OrderBooks.byOrder(only(OfOrder.class, fresh), OfOrder::order);
        if (!byOrder.isEmpty()) {
            Map<OrderId, OrderBook> books = orders.lock(byOrder.keySet());
            List<Page> pages = new ArrayList<>(books.size());
            byOrder.forEach((order, seen) -> {
                OrderBook before = books.getOrDefault(order, OrderBook.EMPTY);
                pages.add(changes.settle(new Page(order, before, before.note(seen))));
            });
            orders.store(pages);
        }
        changes.breaches.addAll(shelves.enter(only(OfSku.class, fresh), changes.moves));
        changes.breaches.addAll(numbers.enter(invoices(fresh)));
        totals.add(changes.figures.changes());
        breaches.report(changes.breaches);
        breaches.settle(changes.settled);
    }

    private static List<Numbers.Invoice> invoices(List<Observation> fresh) {
        List<Numbers.Invoice> invoices = new ArrayList<>();
        for (Observation each : fresh) {
            if (each instanceof InvoiceTold(var event, var ignored)) {
                Invoice told = event.invoice();
                invoices.add(new Numbers.Invoice(told.series(), told.number(), event.orderId()));
            } else if (each instanceof InvoiceFiled filed) {
                invoices.add(new Numbers.Invoice(filed.series(), filed.number(), filed.order()));
            }
        }
        return invoices;
    }

    private static <T> List<T> only(Class<T> type, List<Observation> all) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What follows from changed books for the others. */
    private final class Changes {

        private final Figures figures = new Figures();
        private final SortedMap<String, Move> moves = new TreeMap<>();
        private final List<Breach> breaches = new ArrayList<>();
        private final List<Breach> settled = new ArrayList<>();

        /** The page with what was owed no longer reported where it has come. */
        Page settle(Page page) {
            OrderBook before = page.before();
            OrderBook after = page.after();
            String subject = page.order().toString();
            List<Wait> beforeWaits = before.waits(bounds);
            List<Wait> waits = after.waits(bounds);
            figures.change(before, beforeWaits, after, waits);
            move(before.holdings(), after.holdings());
            after.found().stream()
                    .filter(finding -> !before.found().contains(finding))
                    .forEach(finding -> breaches.add(new Breach(subject, finding)));
            Set<String> gone = after.settled(waits);
            if (gone.isEmpty()) {
                return page;
            }
            gone.forEach(key -> settled.add(new Breach(subject, Finding.ofKey(key))));
            return new Page(page.order(), before, after.withoutReported(gone));
        }

        private void move(Holdings before, Holdings after) {
            if (before.equals(after)) {
                return;
            }
            Map<String, Holding> old = new HashMap<>(before.bySku());
            after.bySku().forEach((sku, holding) -> {
                Holding was = old.get(sku);
                Move change = holding.move().minus(was == null ? Move.NONE : was.move());
                if (!change.equals(Move.NONE)) {
                    moves.merge(Column.printable(sku), change, Move::plus);
                }
            });
        }
    }
}
