package io.esteira.lab.check;

import static io.esteira.lab.check.Invariant.I2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What the clients wrote down: what they asked for, what they were promised, and what was broken meanwhile. */
final class Journal {

    /** An adjustment of stock that was answered well. */
    record Adjusted(long atMillis, long delta) {}

    private static final int REFUSED = 1;
    /** Asked for different things under the same key. */
    private static final int MIXED = 1 << 1;

    private final Orders orders;
    private final Findings findings;

    private final Index keys = new Index();
    private final List<String> names = new ArrayList<>();
    private final Ints marks = new Ints();
    private final Ints attempts = new Ints();
    private final Ints decided = new Ints();
    private final Longs wish = new Longs();
    private final Ints order = new Ints();
    private final Map<String, UUID> cancelled = new HashMap<>();

    final Faults faults = new Faults();
    final Map<String, List<Adjusted>> stock = new HashMap<>();
    /** Records that were planted to be unreadable, as {@code topic/partition/offset}. */
    final Set<String> poison = new HashSet<>();
    /** Records that were written once more on purpose. */
    final Set<String> duplicated = new HashSet<>();

    private long answers;
    private long promises;
    private long attempted;

    Journal(Orders orders, Findings findings) {
        this.orders = orders;
        this.findings = findings;
    }

    void read(Sources sources) {
        sources.journal(this::line);
        findings.figure("keys", keys.size());
        findings.figure("attempts", attempted);
        findings.figure("attempts answered", answers);
        findings.figure("attempts answered 201", promises);
        findings.figure("keys whose outcome no client knows", unknownKeys());
        findings.figure("faults", faults.count());
        findings.figure("records planted as poison", poison.size());
        findings.figure("records planted twice", duplicated.size());
    }

    private void line(Document line) {
        switch (line.text("kind")) {
            case "attempt" -> attempt(line);
            case "answer" -> answer(line);
            case "cancel" -> cancelled.put(line.text("key"), line.id("id"));
            case "cancel-answer" -> cancelAnswer(line);
            case "stock" ->
                stock.computeIfAbsent(line.text("sku"), sku -> new ArrayList<>())
                        .add(new Adjusted(line.number("at"), line.number("delta")));
            case "poison" -> {
                if (line.has("offset")) {
                    poison.add(line.text("topic") + "/" + line.number("partition") + "/" + line.number("offset"));
                }
            }
            case "duplicated" -> duplicated(line);
            case "fault" -> faults.add(line);
            default -> {
                // A failure decides nothing; what else the clients note is for others.
            }
        }
    }

    private void duplicated(Document line) {
        String of = line.text("topic") + "/" + line.text("of");
        duplicated.add(of);
        if (poison.contains(of) && line.has("offset")) {
            poison.add(line.text("topic") + "/" + line.number("partition") + "/" + line.number("offset"));
        }
    }

    private void attempt(Document line) {
        int key = row(line.text("key"));
        attempts.set(key, attempts.get(key) + 1);
        attempted++;
        SortedMap<String, Integer> items = new TreeMap<>();
        line.list("items").forEach(item -> items.merge(item.text("sku"), item.small("quantity"), Math::addExact));
        long wished = Orders.wish(line.text("email"), line.text("token"), items);
        if (wish.get(key) == 0) {
            wish.set(key, wished);
        } else if (wish.get(key) != wished) {
            marks.mark(key, MIXED);
        }
    }

    private void answer(Document line) {
        int key = row(line.text("key"));
        int status = line.small("status");
        answers++;
        if (status == 201) {
            decided.set(key, decided.get(key) + 1);
            promised(key, line);
        } else if (status / 100 == 4) {
            decided.set(key, decided.get(key) + 1);
            marks.mark(key, REFUSED);
        }
    }

    private void promised(int key, Document line) {
        promises++;
        UUID id = line.id("id");
        int row = orders.row(id);
        long number = Hash.of(line.text("number"));
        long total = Hash.of(line.amount("total").toString());
        int before = order.get(key);
        findings.checked(I2);
        if (before == 0) {
            order.set(key, row + 1);
        } else if (before != row + 1) {
            findings.breach(I2, id.toString(), "key " + names.get(key) + " was also promised " + orders.id(before - 1));
        }
        if (orders.key.get(row) == 0) {
            orders.key.set(row, key + 1);
        } else if (orders.key.get(row) != key + 1) {
            findings.breach(
                    I2,
                    id.toString(),
                    "was promised for the keys " + names.get(orders.key.get(row) - 1) + " and " + names.get(key));
        }
        if (orders.marks.has(row, Orders.PROMISED)
                && (orders.toldNumber.get(row) != number || orders.toldTotal.get(row) != total)) {
            findings.breach(I2, id.toString(), "was promised with two numbers or totals");
        }
        orders.marks.mark(row, Orders.PROMISED);
        orders.toldNumber.set(row, number);
        orders.toldTotal.set(row, total);
    }

    private void cancelAnswer(Document line) {
        UUID id = cancelled.get(line.text("key"));
        if (id != null && line.small("status") / 100 == 2) {
            orders.marks.mark(orders.row(id), Orders.CANCEL_TAKEN);
        }
    }

    private int row(String key) {
        int row = keys.row(Hash.wide(key));
        if (row == names.size()) {
            names.add(key);
        }
        return row;
    }

    int size() {
        return keys.size();
    }

    String name(int key) {
        return names.get(key);
    }

    long wish(int key) {
        return wish.get(key);
    }

    /** The row of the order that was promised for it, {@link Index#NONE} if none was. */
    int order(int key) {
        return order.get(key) - 1;
    }

    /** Whether different things were asked for under it. */
    boolean isMixed(int key) {
        return marks.has(key, MIXED);
    }

    /** Whether at least one attempt was refused for certain. */
    boolean wasRefused(int key) {
        return marks.has(key, REFUSED);
    }

    /** Whether an attempt may have succeeded without anybody hearing of it. */
    boolean isUnknown(int key) {
        return attempts.get(key) > decided.get(key);
    }

    private long unknownKeys() {
        long unknown = 0;
        for (int key = 0; key < size(); key++) {
            if (order(key) == Index.NONE && isUnknown(key)) {
                unknown++;
            }
        }
        return unknown;
    }
}
