package io.esteira.lab.check;

import static io.esteira.lab.check.Invariant.I3;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The pieces: what was put in, set aside, sold and given back, told again from the topics and compared. */
final class Stock {

    /** The clocks of a trial's processes are of one machine; a refusal sooner than this after goods came may be fair. */
    private static final long ARRIVING_MILLIS = 10_000;

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

    private Shelf shelf(String sku) {
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
            reading.topic("stock.commands.dlt", I3, (entry, command) -> {
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

    private void refused(Document answer) {
        Shelf shelf = shelf(answer.text("sku"));
        shelf.firstRefusalMillis = Math.min(shelf.firstRefusalMillis, answer.millis("at"));
        long available = answer.number("available");
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

    void judge() {
        for (int row = 0; row < orders.size(); row++) {
            if (orders.marks.has(row, Orders.PENDING)) {
                for (int line = orders.lines.first(row); line < orders.lines.end(row); line++) {
                    findings.checked(I3);
                    line(row, line);
                }
            }
        }
        shelves.values().forEach(this::judge);
        journal.stock.forEach(this::arrived);
        findings.figure("SKUs", shelves.size());
        findings.figure(
                "pieces sold",
                shelves.values().stream().mapToLong(shelf -> shelf.sold).sum());
    }

    private void line(int row, int line) {
        Ints marks = orders.lines.marks;
        Shelf shelf = shelf(orders.lines.sku(line));
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
        shelf(sku).adjustments.forEach(delta -> there.merge(delta, 1, Math::addExact));
        for (Journal.Adjusted adjusted : said) {
            findings.checked(I3);
            if (there.merge(adjusted.delta(), -1, Math::addExact) < 0) {
                breach(
                        shelf(sku),
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
