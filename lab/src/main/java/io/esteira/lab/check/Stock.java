package io.esteira.lab.check;

import static io.esteira.lab.check.Invariant.I3;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The pieces as the topics tell of them: put in, asked for, set aside, sold and given back. */
final class Stock {

    private final Orders orders;
    private final Journal journal;
    private final Findings findings;
    /** Levels that were written once more on purpose: SKU and version. */
    private final Set<String> planted = new HashSet<>();

    private final Map<String, Shelf> shelves = new TreeMap<>();

    Stock(Orders orders, Journal journal, Findings findings) {
        this.orders = orders;
        this.journal = journal;
        this.findings = findings;
    }

    Collection<Shelf> shelves() {
        return shelves.values();
    }

    Shelf shelf(String sku) {
        return shelves.computeIfAbsent(sku, Shelf::new);
    }

    void read(Reading reading, Set<String> topics) {
        Set<String> seen = new HashSet<>();
        reading.topic("stock.commands", I3, (entry, command) -> {
            String sku = command.text("sku");
            long delta = command.number("delta");
            if (seen.add(sku + "/" + command.text("adjustmentId"))) {
                shelf(sku).adjustments.add(delta);
            }
        });
        if (topics.contains("stock.commands.dlt")) {
            Set<String> parked = new HashSet<>();
            reading.deadLetters("stock.commands", command -> {
                String id = command.text("sku") + "/" + command.text("adjustmentId");
                if (seen.contains(id) && parked.add(id)) {
                    shelf(command.text("sku")).parked.add(command.number("delta"));
                }
            });
        }
        findings.figure("stock.requests, repetitions", 0);
        findings.figure("stock.events, repetitions", 0);
        reading.topic("stock.requests", I3, this::request);
        reading.topic("stock.events", I3, this::answer);
        reading.topic("stock.levels", I3, this::level);
    }

    private void request(Entry entry, Document request) {
        int line = line(entry, request);
        if (line == Index.NONE) {
            return;
        }
        int mark = switch (request.text("type")) {
            case "Reserve" -> {
                sameQuantity(entry, request, line);
                yield Lines.RESERVE;
            }
            case "Sell" -> Lines.SELL;
            case "Release" -> Lines.RELEASE;
            default -> throw new Unreadable("no request is known as " + request.text("type"));
        };
        mark(line, mark, "stock.requests, repetitions");
    }

    private void answer(Entry entry, Document answer) {
        int line = line(entry, answer);
        if (line == Index.NONE) {
            return;
        }
        sameQuantity(entry, answer, line);
        switch (answer.text("type")) {
            case "Reserved" -> mark(line, Lines.RESERVED, "stock.events, repetitions");
            case "Refused" -> {
                refused(answer);
                mark(line, Lines.REFUSED, "stock.events, repetitions");
                orders.marks.mark(orders.row(answer.id("orderId")), Orders.STOCK_REFUSED);
            }
            default -> throw new Unreadable("no answer is known as " + answer.text("type"));
        }
    }

    /** Whether the order asked for nothing, and could have had nothing: in a rush nobody asks for each. */
    boolean turnedAway(int row) {
        for (int line = orders.lines.first(row); line < orders.lines.end(row); line++) {
            if (orders.lines.marks.has(line, Lines.RESERVE)
                    || !shelf(orders.lines.sku(line))
                            .wasShortOf(orders.lines.quantity(line), orders.settledAt.get(row))) {
                return false;
            }
        }
        return true;
    }

    private void refused(Document answer) {
        Shelf shelf = shelf(answer.text("sku"));
        long available = answer.number("available");
        shelf.refused(answer.millis("at"), available);
        if (available < 0 || available >= answer.number("quantity")) {
            findings.breach(
                    I3,
                    answer.text("orderId"),
                    "was refused " + answer.number("quantity") + " of " + shelf.sku + ", of which " + available
                            + " were free");
        }
    }

    private void mark(int line, int mark, String repetitions) {
        if (orders.lines.marks.has(line, mark)) {
            findings.count(repetitions);
        }
        orders.lines.marks.mark(line, mark);
    }

    private int line(Entry entry, Document message) {
        int row = orders.placed(message.id("orderId"));
        int line = row == Index.NONE ? Index.NONE : orders.lines.find(row, message.text("sku"));
        if (line == Index.NONE) {
            findings.breach(
                    I3,
                    message.text("orderId"),
                    entry.where() + " is about " + message.text("sku")
                            + (row == Index.NONE ? ", but was never placed" : ", which it does not want"));
        }
        return line;
    }

    private void sameQuantity(Entry entry, Document message, int line) {
        if (message.number("quantity") != orders.lines.quantity(line)) {
            findings.breach(
                    I3,
                    message.text("orderId"),
                    entry.where() + " is about " + message.number("quantity") + " of " + message.text("sku")
                            + " instead of " + orders.lines.quantity(line));
        }
    }

    private void level(Entry entry, Document level) {
        findings.checked(I3);
        Shelf shelf = shelf(level.text("sku"));
        long onHand = level.number("onHand");
        long reserved = level.number("reserved");
        long version = level.number("version");
        if (reserved < 0 || onHand < reserved || level.number("available") != onHand - reserved) {
            findings.breach(I3, null, entry.where() + ": " + shelf.sku + " has " + reserved + " reserved of " + onHand);
        }
        if (journal.duplicated.contains(entry.where())) {
            planted.add(shelf.sku + "/" + version);
        }
        if (version <= shelf.version && planted.contains(shelf.sku + "/" + version)) {
            return;
        }
        if (version == shelf.version && onHand == shelf.onHand && reserved == shelf.reserved) {
            return; // Whoever takes a partition over tells all its levels once more.
        }
        if (version <= shelf.version) {
            findings.breach(
                    I3,
                    null,
                    entry.where() + ": " + shelf.sku + " goes from version " + shelf.version + " to " + version);
        }
        shelf.onHand = onHand;
        shelf.reserved = reserved;
        shelf.version = version;
    }
}
