package io.esteira.lab.check;

import static io.esteira.lab.check.Invariant.I3;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells the pieces again from what was wanted and answered, and compares: order by order, and SKU by SKU. */
final class StockTaking {

    /** The clocks of a trial's processes are of one machine; a refusal sooner than this after goods came may be fair. */
    private static final long ARRIVING_MILLIS = 10_000;

    private final Stock stock;
    private final Orders orders;
    private final Journal journal;
    private final Findings findings;

    StockTaking(Stock stock, Orders orders, Journal journal, Findings findings) {
        this.stock = stock;
        this.orders = orders;
        this.journal = journal;
        this.findings = findings;
    }

    void judge() {
        for (int row = 0; row < orders.size(); row++) {
            if (orders.marks.has(row, Orders.PENDING)) {
                for (int line = orders.lines.first(row); line < orders.lines.end(row); line++) {
                    findings.checked(I3);
                    line(row, line);
                }
            }
        }
        stock.shelves().forEach(this::judge);
        journal.stock.forEach(this::arrived);
        findings.figure("SKUs", stock.shelves().size());
        findings.figure(
                "pieces sold",
                stock.shelves().stream().mapToLong(shelf -> shelf.sold).sum());
    }

    private void line(int row, int line) {
        Ints marks = orders.lines.marks;
        Shelf shelf = stock.shelf(orders.lines.sku(line));
        boolean reserved = marks.has(line, Lines.RESERVED);
        boolean sold = marks.has(line, Lines.SELL);
        boolean released = marks.has(line, Lines.RELEASE);
        boolean paid = orders.standing(row).isPaid();
        int quantity = orders.lines.quantity(line);
        if (marks.has(line, Lines.RESERVE)) {
            shelf.wanted += quantity;
        }
        if (paid) {
            shelf.sold += quantity;
        }
        if (reserved) {
            shelf.moves++;
            shelf.open += sold || released ? 0 : quantity;
            shelf.moves += sold || released ? 1 : 0;
        }
        if (reserved && marks.has(line, Lines.REFUSED)) {
            breach(row, shelf, "was both reserved and refused");
        }
        if ((reserved || marks.has(line, Lines.REFUSED)) && !marks.has(line, Lines.RESERVE)) {
            breach(row, shelf, "was answered without a question");
        }
        if ((sold || released) && !reserved) {
            breach(row, shelf, "was " + (sold ? "sold" : "released") + " without having been reserved");
        }
        if (sold && released) {
            breach(row, shelf, "was both sold and released");
        }
        if (sold != paid) {
            breach(
                    row,
                    shelf,
                    (sold ? "was sold to" : "was not sold to") + " an order that is " + orders.standing(row));
        }
        if (reserved && !released && !paid && orders.standing(row).isSettled()) {
            breach(row, shelf, "stays reserved for an order that is " + orders.standing(row));
        }
    }

    private void judge(Shelf shelf) {
        findings.checked(I3);
        Set<Long> putIn = shelf.putIn();
        if (shelf.sold > shelf.putInMost()) {
            breach(shelf, shelf.sold + " sold of " + shelf.putInMost() + " that were put in");
        }
        if (!putIn.contains(shelf.onHand + shelf.sold)) {
            breach(shelf, putIn + " put in, " + shelf.sold + " sold, but " + shelf.onHand + " on hand");
        }
        if (shelf.reserved != 0 || shelf.open != 0) {
            breach(
                    shelf,
                    shelf.reserved + " reserved at the end, " + shelf.open + " by the requests and their answers");
        }
        long changes = shelf.moves + shelf.adjustments.size();
        if (shelf.parked.isEmpty() && shelf.version != changes) {
            breach(shelf, "its level changed " + shelf.version + " times, for " + changes + " reasons");
        }
        long before = journal.stock.getOrDefault(shelf.sku, List.of()).stream()
                .filter(adjusted -> adjusted.atMillis() < shelf.firstRefusalMillis - ARRIVING_MILLIS)
                .mapToLong(Journal.Adjusted::delta)
                .sum();
        boolean onlyArrivals = shelf.adjustments.stream().allMatch(delta -> delta > 0);
        if (shelf.firstRefusalMillis != Long.MAX_VALUE && onlyArrivals && shelf.wanted <= before) {
            breach(shelf, "refused, though all " + shelf.wanted + " that were ever wanted had been put in");
        }
    }

    /** What was answered well must be on the topic; more may be there, whose answers got lost. */
    private void arrived(String sku, List<Journal.Adjusted> said) {
        Map<Long, Integer> there = new HashMap<>();
        stock.shelf(sku).adjustments.forEach(delta -> there.merge(delta, 1, Math::addExact));
        for (Journal.Adjusted adjusted : said) {
            findings.checked(I3);
            if (there.merge(adjusted.delta(), -1, Math::addExact) < 0) {
                breach(
                        stock.shelf(sku),
                        "an adjustment of " + adjusted.delta() + " was answered and is not on stock.commands");
            }
        }
    }

    private void breach(Shelf shelf, String text) {
        findings.breach(I3, null, shelf.sku + ": " + text);
    }

    private void breach(int row, Shelf shelf, String text) {
        findings.breach(I3, orders.id(row), shelf.sku + " " + text);
    }
}
