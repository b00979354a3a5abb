package io.esteira.lab.check;

import static io.esteira.lab.check.Invariant.I1;
import static io.esteira.lab.check.Invariant.I8;

import java.util.HashMap;
import java.util.Map;

/** Each order's story, event by event, against a table of its own of what may follow what. */
final class Transitions {

    /** Four bits for each of an order's first events: its type, to know it again. */
    private static final int REMEMBERED = 16;

    private final Orders orders;
    private final Journal journal;
    private final Findings findings;

    private final Longs types = new Longs();
    private final Ints partition = new Ints();
    /** Events that were written once more on purpose: order and sequence, and how often. */
    private final Map<String, Integer> planted = new HashMap<>();

    Transitions(Orders orders, Journal journal, Findings findings) {
        this.orders = orders;
        this.journal = journal;
        this.findings = findings;
    }

    void read(Reading reading) {
        reading.topic("orders.events", I8, this::event);
    }

    private void event(Entry entry, Document event) {
        findings.checked(I8);
        int row = orders.row(event.id("orderId"));
        int sequence = event.small("sequence");
        Kind kind = Kind.of(event.text("type"));
        long at = event.millis("at");
        if (journal.duplicated.contains(entry.where())) {
            planted.merge(row + "/" + sequence, 1, Math::addExact);
        }
        int last = orders.sequence.get(row);
        if (sequence <= last) {
            again(row, sequence, kind);
            return;
        }
        if (last == 0) {
            first(row, entry);
        }
        if (partition.get(row) != entry.partition() + 1) {
            breach(row, "goes on in another partition, " + entry.where());
        }
        if (sequence != last + 1) {
            breach(row, "event " + sequence + " comes after " + last);
        }
        orders.sequence.set(row, sequence);
        if (sequence <= REMEMBERED) {
            types.set(row, types.get(row) | ((long) kind.code << (4 * (sequence - 1))));
        }
        go(row, sequence, kind, event, at);
    }

    private void first(int row, Entry entry) {
        partition.set(row, entry.partition() + 1);
        if (!orders.id(row).equals(entry.key())) {
            breach(row, entry.where() + " stands under the key " + entry.key());
        }
        if (!orders.marks.has(row, Orders.PENDING)) {
            breach(row, "was never placed");
        }
    }

    private void again(int row, int sequence, Kind kind) {
        boolean same = sequence > REMEMBERED || typeCode(row, sequence) == kind.code;
        Integer copies = planted.get(row + "/" + sequence);
        if (same && copies != null && copies > 0) {
            planted.put(row + "/" + sequence, copies - 1);
            return;
        }
        breach(row, "event " + sequence + " is told twice" + (same ? "" : ", differently: " + kind));
        if (kind == Kind.OrderAccepted) {
            findings.breach(I1, orders.id(row), "was accepted twice");
        }
    }

    private int typeCode(int row, int sequence) {
        return sequence < 1 ? -1 : (int) (types.get(row) >>> (4 * (sequence - 1))) & 15;
    }

    private void go(int row, int sequence, Kind kind, Document event, long at) {
        Standing from = orders.standing(row);
        if (!kind.mayFollow(from) || (kind == Kind.OrderAccepted) != (sequence == 1)) {
            breach(row, kind + " as event " + sequence + " of an order that is " + from);
        }
        if (kind == Kind.CancellationRefused) {
            orders.marks.mark(row, Orders.CANCEL_REFUSED);
            if (!event.text("because").equals(from.name())) {
                breach(
                        row,
                        "a cancellation was refused because it is " + event.text("because") + ", but it is " + from);
            }
            return;
        }
        if (kind.carriesOrder) {
            carried(row, kind, PlacedOrder.of(event.at("order")));
        }
        reason(row, kind, from, event);
        if (kind.leadsTo.isSettled() && !from.isSettled()) {
            orders.settledAt.set(row, at);
            findings.atLeast("longest way to a final state (ms)", at - orders.placedAt.get(row));
        }
        orders.standing.set(row, kind.leadsTo);
    }

    private void carried(int row, Kind kind, PlacedOrder order) {
        if (!orders.marks.has(row, Orders.PENDING)) {
            return;
        }
        boolean same = orders.number.get(row) == Hash.of(order.number())
                && orders.total(row).equals(order.total())
                && orders.lines.equal(row, order.items());
        if (!same) {
            breach(row, kind + " carries another order than was placed");
        }
    }

    private void reason(int row, Kind kind, Standing from, Document event) {
        if (kind != Kind.OrderRejected && kind != Kind.OrderExpired) {
            return;
        }
        Reason reason = Reason.of(event.text("reason"));
        orders.reason.set(row, reason);
        if (reason.endsOnly != from) {
            breach(row, kind + " for " + reason + " while it is " + from);
        }
    }

    private void breach(int row, String text) {
        findings.breach(I8, orders.id(row), text);
    }
}
