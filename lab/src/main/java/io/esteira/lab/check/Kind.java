package io.esteira.lab.check;

/** The kinds of an order's events, by their names in the schema, and where each may come. */
enum Kind {
    OrderAccepted(1, Standing.PENDING, true),
    StockReserved(2, Standing.AWAITING_PAYMENT, false),
    OrderConfirmed(3, Standing.CONFIRMED, true),
    OrderRejected(4, Standing.REJECTED, true),
    OrderCancelled(5, Standing.CANCELLED, true),
    OrderExpired(6, Standing.EXPIRED, true),
    /** Leaves the order where it stood. */
    CancellationRefused(7, Standing.NOWHERE, false);

    /** Fits into four bits. */
    final int code;

    final Standing leadsTo;
    final boolean carriesOrder;

    Kind(int code, Standing leadsTo, boolean carriesOrder) {
        this.code = code;
        this.leadsTo = leadsTo;
        this.carriesOrder = carriesOrder;
    }

    static Kind of(String type) {
        for (Kind kind : values()) {
            if (kind.name().equals(type)) {
                return kind;
            }
        }
        throw new Unreadable("no kind of event is known as " + type);
    }

    boolean mayFollow(Standing standing) {
        return switch (this) {
            case OrderAccepted -> standing == Standing.NOWHERE;
            case StockReserved -> standing == Standing.PENDING;
            case OrderConfirmed -> standing == Standing.AWAITING_PAYMENT;
            case OrderRejected, OrderCancelled, OrderExpired ->
                standing == Standing.PENDING || standing == Standing.AWAITING_PAYMENT;
            case CancellationRefused -> standing.isSettled() && standing != Standing.CANCELLED;
        };
    }
}
