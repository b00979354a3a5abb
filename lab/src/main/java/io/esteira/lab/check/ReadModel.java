package io.esteira.lab.check;

import static io.esteira.lab.check.Invariant.I1;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether pages, console and API show each order as its events tell it. */
final class ReadModel {

    private final Orders orders;
    private final Findings findings;

    ReadModel(Orders orders, Findings findings) {
        this.orders = orders;
        this.findings = findings;
    }

    /** After the events are read. */
    void read(Reading reading) {
        reading.table(Table.ORDERS, I1, this::row);
    }

    private void row(Row row) {
        UUID id = row.id("id");
        int order = orders.placed(id);
        if (order == Index.NONE) {
            findings.breach(I1, id.toString(), "is in the read model and was never placed");
            return;
        }
        orders.marks.mark(order, Orders.SHOWN);
        if (Hash.of(row.text("number")) != orders.number.get(order)
                || !row.amount("currency", "total").equals(orders.total(order))) {
            findings.breach(I1, id.toString(), "is another order in the read model");
        }
        Standing standing = orders.standing(order);
        if (!row.text("status").equals(standing.name())) {
            findings.breach(I1, id.toString(), "is " + standing + ", and shown as " + row.text("status"));
        }
        Reason reason = orders.reason.get(order);
        @Nullable String shown = row.textOrNull("reason");
        if (reason != Reason.NONE && !reason.name().equals(shown)) {
            findings.breach(I1, id.toString(), "is " + standing + " for " + reason + ", and shown for " + shown);
        }
    }
}
