package io.esteira.lab.check;

import static io.esteira.lab.check.Invariant.I2;
import static io.esteira.lab.check.Invariant.I7;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The money: as the topics tell it, as the shop wrote down what it wanted, and as the bank knows it. */
final class Money {

    private static final int ID_LENGTH = 36;
    private static final int REFUND_TOLD = 1;
    private static final int REFUNDED_AT_BANK = 1 << 1;
    private static final int CAPTURE_INTENT = 1 << 2;
    private static final int REFUND_INTENT = 1 << 3;

    private final Orders orders;
    private final Findings findings;
    private final Ints marks = new Ints();
    private final Longs reference = new Longs();

    Money(Orders orders, Findings findings) {
        this.orders = orders;
        this.findings = findings;
    }

    void read(Reading reading) {
        reading.table(Table.CHARGES, I7, this::charge);
        findings.figure("payments.events, repetitions", 0);
        reading.topic("payments.events", I7, this::told);
        reading.table(Table.INTENTS, I7, this::intent);
    }

    /** The bank's key begins with the order's id and ends with what was wanted. */
    private void charge(Row row) {
        findings.checked(I7);
        String key = row.text("idempotency_key");
        String reference = row.textOrNull("reference");
        if (reference == null) {
            return; // declined or failed: no money moved
        }
        if (key.length() <= ID_LENGTH) {
            throw new Unreadable("the bank moved money under the key " + key + ", which names no order");
        }
        UUID id = Document.id("the bank's key", key.substring(0, ID_LENGTH));
        int order = orders.placed(id);
        Amount amount = row.amount("currency", "amount");
        if (order == Index.NONE) {
            findings.breach(I7, id.toString(), "the bank moved " + amount + " for it, and it was never placed");
            return;
        }
        sameCurrency(order, amount, "the bank");
        if (key.endsWith("/refund")) {
            if (marks.has(order, REFUNDED_AT_BANK)) {
                findings.breach(I2, id.toString(), "was refunded twice at the bank");
            }
            marks.mark(order, REFUNDED_AT_BANK);
            orders.bankRefunded.add(order, amount.micros());
            return;
        }
        findings.checked(I2);
        if (orders.marks.has(order, Orders.CHARGED)) {
            findings.breach(I2, id.toString(), "was charged twice at the bank, the second time under " + key);
        }
        orders.marks.mark(order, Orders.CHARGED);
        orders.bankCaptured.add(order, amount.micros());
        this.reference.set(order, Hash.of(reference));
    }

    private void told(Entry entry, Document event) {
        findings.checked(I7);
        UUID id = event.id("orderId");
        int order = orders.placed(id);
        Amount amount = event.amount("amount");
        if (order == Index.NONE) {
            findings.breach(I7, id.toString(), entry.where() + " is about an order that was never placed");
            return;
        }
        sameCurrency(order, amount, entry.where());
        switch (event.text("type")) {
            case "PaymentCaptured" -> captured(order, amount, entry, event.text("reference"));
            case "PaymentRefunded" -> {
                if (once(order, REFUND_TOLD)) {
                    orders.refunded.add(order, amount.micros());
                } else if (orders.refunded.get(order) != amount.micros()) {
                    breach(order, entry.where() + " tells of another refund than before");
                }
            }
            case "PaymentDeclined" -> orders.marks.mark(order, Orders.DECLINED);
            default -> throw new Unreadable("no payment event is known as " + event.text("type"));
        }
    }

    private void captured(int order, Amount amount, Entry entry, String reference) {
        if (this.reference.get(order) != Hash.of(reference)) {
            breach(order, entry.where() + " tells of the payment " + reference + ", which the bank does not know");
        }
        if (orders.captured.get(order) == 0) {
            orders.captured.set(order, amount.micros());
        } else {
            findings.count("payments.events, repetitions");
            if (orders.captured.get(order) != amount.micros()) {
                breach(order, entry.where() + " tells of another amount than before");
            }
        }
    }

    private boolean once(int order, int mark) {
        if (marks.has(order, mark)) {
            findings.count("payments.events, repetitions");
            return false;
        }
        marks.mark(order, mark);
        return true;
    }

    private void sameCurrency(int order, Amount amount, String who) {
        if (!amount.currency().equals(orders.total(order).currency())) {
            breach(order, who + " counts in " + amount.currency() + ": " + amount);
        }
    }

    private void intent(Row row) {
        findings.checked(I7);
        UUID id = row.id("order_id");
        String kind = row.text("kind");
        String status = row.text("status");
        int order = orders.placed(id);
        if (order == Index.NONE) {
            findings.breach(I7, id.toString(), "has a payment intent and was never placed");
            return;
        }
        int mark = kind.equals("REFUND") ? REFUND_INTENT : CAPTURE_INTENT;
        if (marks.has(order, mark)) {
            breach(order, "has two intents to " + kind);
        }
        marks.mark(order, mark);
        if (!status.equals("APPROVED") && !status.equals("DECLINED")) {
            breach(order, kind + " is still " + status);
        } else if (row.textOrNull("published_at") == null) {
            breach(order, kind + " is " + status + ", and nobody was told");
        } else if (kind.equals("REFUND") && !status.equals("APPROVED")) {
            breach(order, "the bank refused to give the money back");
        }
        if (!row.amount("currency", "amount").equals(orders.total(order))) {
            breach(order, kind + " is over " + row.amount("currency", "amount") + " instead of " + orders.total(order));
        }
    }

    /** After the invoices are read. */
    void judge() {
        Map<String, long[]> sums = new TreeMap<>();
        for (int row = 0; row < orders.size(); row++) {
            if (!orders.marks.has(row, Orders.PENDING)) {
                continue;
            }
            findings.checked(I7);
            String currency = orders.total(row).currency();
            long told = orders.captured.get(row) - orders.refunded.get(row);
            long kept = orders.bankCaptured.get(row) - orders.bankRefunded.get(row);
            long invoiced = orders.invoiced.get(row);
            if (kept != invoiced) {
                breach(
                        row,
                        "the bank keeps " + Amount.text(currency, kept) + ", invoiced are "
                                + Amount.text(currency, invoiced));
            }
            if (told != invoiced) {
                breach(
                        row,
                        "payments.events keep " + Amount.text(currency, told) + ", invoiced are "
                                + Amount.text(currency, invoiced));
            }
            if (kept != 0 && !orders.standing(row).isPaid()) {
                breach(row, "is " + orders.standing(row) + ", and its money is kept");
            }
            long[] sum = sums.computeIfAbsent(currency, fresh -> new long[3]);
            sum[0] = Math.addExact(sum[0], told);
            sum[1] = Math.addExact(sum[1], kept);
            sum[2] = Math.addExact(sum[2], invoiced);
        }
        sums.forEach(this::overAll);
    }

    private void overAll(String currency, long[] sum) {
        findings.checked(I7);
        if (sum[0] != sum[2] || sum[1] != sum[2]) {
            findings.breach(
                    I7,
                    null,
                    "Over all, payments.events keep " + Amount.text(currency, sum[0]) + " and the bank "
                            + Amount.text(currency, sum[1]) + ", invoiced are " + Amount.text(currency, sum[2]));
        }
        findings.figure("invoiced, whole " + currency, sum[2] / 1_000_000);
    }

    private void breach(int row, String text) {
        findings.breach(I7, orders.id(row), text);
    }
}
