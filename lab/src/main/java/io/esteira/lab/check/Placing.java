package io.esteira.lab.check;

import static io.esteira.lab.check.Invariant.I1;
import static io.esteira.lab.check.Invariant.I2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Orders as they were taken in, against what clients asked for and were promised. */
final class Placing {

    static final int APPROVING = 1;
    static final int DECLINING = 2;
    static final int OTHER = 3;

    private final Orders orders;
    private final Journal journal;
    private final Findings findings;

    Placing(Orders orders, Journal journal, Findings findings) {
        this.orders = orders;
        this.journal = journal;
        this.findings = findings;
    }

    void read(Reading reading) {
        findings.figure("orders.pending, repetitions", 0);
        reading.topic("orders.pending", I2, this::placed);
        reading.table(Table.SPOOLED, I1, this::spooled);
    }

    private void spooled(Row row) {
        findings.breach(I1, row.text("key"), "its record for " + row.text("topic") + " still waits in the spool");
    }

    private void placed(Entry entry, Document message) {
        PlacedOrder order = PlacedOrder.of(message.at("order"));
        String token = message.at("payment").text("token");
        long fingerprint = Hash.of(message.text("fingerprint"));
        long wish = Orders.wish(order.email(), token, order.items());
        int row = orders.row(order.id());
        if (!order.id().toString().equals(entry.key())) {
            findings.breach(I2, orders.id(row), entry.where() + " stands under the key " + entry.key());
        }
        if (orders.marks.has(row, Orders.PENDING)) {
            placedAgain(row, entry, Hash.of(order.number()), fingerprint, wish);
            return;
        }
        orders.marks.mark(row, Orders.PENDING);
        orders.number.set(row, Hash.of(order.number()));
        orders.fingerprint.set(row, fingerprint);
        orders.wish.set(row, wish);
        orders.total(row, order.total());
        orders.placedAt.set(row, order.placedAtMillis());
        orders.token.set(row, kind(token));
        orders.lines.add(row, order.items());
    }

    private void placedAgain(int row, Entry entry, long number, long fingerprint, long wish) {
        findings.count("orders.pending, repetitions");
        int key = orders.key.get(row) - 1;
        if (key != Index.NONE && journal.isMixed(key)) {
            return; // the later wish is a dead letter, as published
        }
        if (orders.fingerprint.get(row) != fingerprint
                || orders.number.get(row) != number
                || orders.wish.get(row) != wish) {
            findings.breach(I2, orders.id(row), entry.where() + " is another order under the same id");
        }
    }

    private static int kind(String token) {
        return switch (token) {
            case "tok_approved", "tok_error", "tok_unknown" -> APPROVING;
            case "tok_declined" -> DECLINING;
            default -> OTHER;
        };
    }

    void judge() {
        long placed = 0;
        for (int row = 0; row < orders.size(); row++) {
            if (orders.marks.has(row, Orders.PENDING)) {
                placed++;
                taken(row);
            }
            if (orders.marks.has(row, Orders.PROMISED)) {
                kept(row);
            }
        }
        findings.figure("orders", placed);
        unclaimed();
    }

    private void taken(int row) {
        findings.checked(I1);
        findings.checked(I2);
        if (orders.standing(row) == Standing.NOWHERE) {
            findings.breach(I1, orders.id(row), "was placed and never taken up: there is no OrderAccepted");
        }
        if (!orders.marks.has(row, Orders.SHOWN)) {
            findings.breach(I1, orders.id(row), "is not in the read model");
        }
    }

    private void kept(int row) {
        String id = orders.id(row);
        if (!orders.marks.has(row, Orders.PENDING)) {
            findings.checked(I1);
            findings.breach(I1, id, "was promised with 201 and is not on orders.pending");
            return;
        }
        if (orders.toldNumber.get(row) != orders.number.get(row)) {
            findings.breach(I1, id, "was promised under another number");
        }
        if (orders.toldTotal.get(row) != Hash.of(orders.total(row).toString())) {
            findings.breach(I1, id, "was promised for another total than " + orders.total(row));
        }
        int key = orders.key.get(row) - 1;
        if (!journal.isMixed(key) && journal.wish(key) != orders.wish.get(row)) {
            findings.breach(I1, id, "is not what key " + journal.name(key) + " asked for");
        }
    }

    /** Orders that nobody holds a 201 for must come from attempts whose outcome no client knows. */
    private void unclaimed() {
        Map<Long, List<Integer>> byWish = new HashMap<>();
        for (int row = 0; row < orders.size(); row++) {
            if (orders.marks.has(row, Orders.PENDING) && !orders.marks.has(row, Orders.PROMISED)) {
                byWish.computeIfAbsent(orders.wish.get(row), wish -> new ArrayList<>())
                        .add(row);
            }
        }
        Map<Long, List<Integer>> keys = new HashMap<>();
        for (int key = 0; key < journal.size(); key++) {
            if (byWish.containsKey(journal.wish(key))) {
                keys.computeIfAbsent(journal.wish(key), wish -> new ArrayList<>())
                        .add(key);
            }
        }
        byWish.forEach((wish, rows) -> claim(rows, keys.getOrDefault(wish, List.of())));
    }

    private void claim(List<Integer> rows, List<Integer> keys) {
        List<Integer> free = new ArrayList<>(keys);
        free.removeIf(key -> journal.order(key) != Index.NONE || !journal.isUnknown(key));
        for (int row : rows) {
            if (!free.isEmpty()) {
                orders.key.set(row, free.removeFirst() + 1);
                findings.count("orders that no client knows of");
                continue;
            }
            String id = orders.id(row);
            keys.stream()
                    .filter(key -> journal.order(key) != Index.NONE)
                    .findFirst()
                    .ifPresentOrElse(
                            key -> findings.breach(
                                    I2,
                                    id,
                                    "is a second order for key " + journal.name(key) + ", which has "
                                            + orders.id(journal.order(key))),
                            () -> keys.stream()
                                    .filter(journal::wasRefused)
                                    .findFirst()
                                    .ifPresentOrElse(
                                            key -> findings.breach(
                                                    I1,
                                                    id,
                                                    "is there, though key " + journal.name(key) + " was refused"),
                                            () -> findings.breach(I2, id, "is there, and nobody asked for it")));
        }
    }
}
