package io.esteira.lab.check;

import static io.esteira.lab.check.Invariant.I5;

/** Whether each order came to an end, and to one that its client could expect. */
final class Endings {

    private final Orders orders;
    private final Journal journal;
    private final Findings findings;

    Endings(Orders orders, Journal journal, Findings findings) {
        this.orders = orders;
        this.journal = journal;
        this.findings = findings;
    }

    void read(Reading reading) {
        reading.topic("orders.commands", I5, (entry, command) -> {
            if (!command.text("type").equals("Cancel")) {
                throw new Unreadable("no command is known as " + command.text("type"));
            }
            // Somebody may have wished to cancel what was never placed.
            int row = orders.placed(command.id("orderId"));
            if (row != Index.NONE) {
                orders.marks.mark(row, Orders.CANCEL_ASKED);
            }
        });
    }

    /** @param stock all that it told */
    void judge(Stock stock) {
        for (int row = 0; row < orders.size(); row++) {
            if (!orders.marks.has(row, Orders.PENDING)) {
                continue;
            }
            findings.checked(I5);
            Standing standing = orders.standing(row);
            if (standing.isSettled()) {
                Reason reason = orders.reason.get(row);
                findings.count("orders " + standing + (reason == Reason.NONE ? "" : " " + reason));
                expected(row, standing, reason, stock);
            } else {
                findings.breach(I5, orders.id(row), "is still " + standing);
            }
            cancellation(row, standing);
        }
    }

    private void expected(int row, Standing standing, Reason reason, Stock stock) {
        switch (standing) {
            case CANCELLED -> {
                if (!orders.marks.has(row, Orders.CANCEL_ASKED)) {
                    breach(row, "is CANCELLED, and nobody asked for it");
                }
            }
            case EXPIRED -> {
                if (journal.faults.count() == 0) {
                    breach(row, "is EXPIRED for " + reason + ", and nothing was broken");
                }
            }
            case REJECTED -> {
                boolean refused = orders.marks.has(row, Orders.STOCK_REFUSED);
                if (!refused && reason == Reason.OUT_OF_STOCK && stock.turnedAway(row)) {
                    findings.count("orders turned away in a rush");
                } else if (refused != (reason == Reason.OUT_OF_STOCK)) {
                    breach(row, "is REJECTED for " + reason + (refused ? ", but" : ", and no") + " stock was refused");
                } else if (reason == Reason.PAYMENT_DECLINED && orders.token.get(row) == Placing.APPROVING) {
                    breach(row, "is REJECTED for PAYMENT_DECLINED, but its card is good");
                }
            }
            case CONFIRMED, SHIPPED, DELIVERED -> {
                if (orders.marks.has(row, Orders.STOCK_REFUSED)) {
                    breach(row, "is " + standing + ", but stock was refused");
                } else if (orders.token.get(row) == Placing.DECLINING
                        && orders.total(row).micros() != 0) {
                    breach(row, "is " + standing + ", but its card is declined");
                }
            }
            case NOWHERE, PENDING, AWAITING_PAYMENT -> throw new IllegalStateException(standing + " is no end");
        }
    }

    private void cancellation(int row, Standing standing) {
        boolean asked = orders.marks.has(row, Orders.CANCEL_ASKED);
        if (orders.marks.has(row, Orders.CANCEL_TAKEN) && !asked) {
            breach(row, "was to be cancelled, which was answered with 202 and is not on orders.commands");
        }
        if (asked && standing != Standing.CANCELLED && !orders.marks.has(row, Orders.CANCEL_REFUSED)) {
            breach(row, "was to be cancelled, is " + standing + ", and that was never refused");
        }
    }

    private void breach(int row, String text) {
        findings.breach(I5, orders.id(row), text);
    }
}
