package io.esteira.audit;

import io.esteira.audit.Breaches.Breach;
import io.esteira.audit.Holding.Move;
import io.esteira.audit.Observation.InvoiceFiled;
import io.esteira.audit.Observation.InvoiceTold;
import io.esteira.audit.Observation.OfOrder;
import io.esteira.audit.Observation.OfSku;
import io.esteira.audit.OrderBooks.Page;
import io.esteira.audit.Seen.Part;
import io.esteira.contracts.OrderId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Enters what was seen. All writers go through the tables in the same order, and through the keys of each sorted. */
final class Books {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Positions positions;
    private final OrderBooks orders;
    private final Shelves shelves;
    private final Numbers numbers;
    private final Totals totals;
    private final Breaches breaches;

    Books(JdbcClient jdbc, TransactionOperations transactions, Bounds bounds) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.positions = new Positions(jdbc);
        this.orders = new OrderBooks(jdbc, bounds);
        this.shelves = new Shelves(jdbc);
        this.numbers = new Numbers(jdbc);
        this.totals = new Totals(jdbc);
        this.breaches = new Breaches(jdbc);
    }

    /**
     * All of it or nothing; what was entered before is passed over.
     *
     * @param next where each part goes on after this
     */
    void enter(List<Seen> seen, Map<Part, Long> next) {
        transactions.executeWithoutResult(_ -> {
            Map<Part, Long> entered = positions.lock(next.keySet());
            Fresh fresh = new Fresh();
            for (Seen each : seen) {
                if (each.offset() >= entered.getOrDefault(each.part(), 0L)) {
                    fresh.add(each.observation());
                }
            }
            if (!fresh.isEmpty()) {
                enter(fresh);
            }
            positions.advance(next);
        });
    }

    private void enter(Fresh fresh) {
        // All that follows is looked up by key. A plan made while tables were small would read them whole ever after.
        jdbc.sql("SET LOCAL enable_seqscan = off").update();
        Changes changes = new Changes();
        orders.enter(fresh.byOrder, changes::of);
        changes.breaches.addAll(shelves.enter(fresh.ofSkus, changes.moves));
        changes.breaches.addAll(numbers.enter(fresh.invoices));
        totals.add(changes.figures.changes());
        breaches.report(changes.breaches);
        breaches.settle(changes.settled);
    }

    /** What has not been entered before. */
    private static final class Fresh {

        private final Map<OrderId, List<OfOrder>> byOrder = new HashMap<>();
        private final List<OfSku> ofSkus = new ArrayList<>();
        private final List<Numbers.Invoice> invoices = new ArrayList<>();

        boolean isEmpty() {
            return byOrder.isEmpty() && ofSkus.isEmpty();
        }

        void add(Observation observation) {
            switch (observation) {
                case OfOrder ofOrder ->
                    byOrder.computeIfAbsent(ofOrder.order(), order -> new ArrayList<>())
                            .add(ofOrder);
                case OfSku ofSku -> ofSkus.add(ofSku);
            }
            if (observation instanceof InvoiceTold told) {
                invoices.add(new Numbers.Invoice(told.series(), told.number(), told.order()));
            } else if (observation instanceof InvoiceFiled filed) {
                invoices.add(new Numbers.Invoice(filed.series(), filed.number(), filed.order()));
            }
        }
    }

    /** What follows from changed books for the others. */
    private static final class Changes {

        private final Figures figures = new Figures();
        private final SortedMap<String, Move> moves = new TreeMap<>();
        private final List<Breach> breaches = new ArrayList<>();
        private final List<Breach> settled = new ArrayList<>();

        void of(Page page) {
            OrderBook before = page.before();
            OrderBook after = page.after();
            figures.change(before, page.waitsBefore(), after, page.waits());
            move(before.holdings(), after.holdings());
            for (Finding finding : after.found()) {
                if (!before.found().contains(finding)) {
                    breaches.add(new Breach(page.order().toString(), finding));
                }
            }
            for (String key : page.settled()) {
                settled.add(new Breach(page.order().toString(), Finding.ofKey(key)));
            }
        }

        private void move(Holdings before, Holdings after) {
            if (before.equals(after)) {
                return;
            }
            after.bySku().forEach((sku, holding) -> {
                Holding was = before.bySku().get(sku);
                Move change = holding.move().minus(was == null ? Move.NONE : was.move());
                if (!change.equals(Move.NONE)) {
                    moves.merge(Column.printable(sku), change, Move::plus);
                }
            });
        }
    }
}
