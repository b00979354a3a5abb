package io.esteira.lab.check;

/** Why an order ended without goods, and the one place where it may end so. */
enum Reason {
    NONE(Standing.NOWHERE),
    OUT_OF_STOCK(Standing.PENDING),
    PAYMENT_DECLINED(Standing.AWAITING_PAYMENT),
    STOCK_TIMEOUT(Standing.PENDING),
    PAYMENT_TIMEOUT(Standing.AWAITING_PAYMENT);

    final Standing endsOnly;

    Reason(Standing endsOnly) {
        this.endsOnly = endsOnly;
    }

    static Reason of(String name) {
        for (Reason reason : values()) {
            if (reason != NONE && reason.name().equals(name)) {
                return reason;
            }
        }
        throw new Unreadable("no reason is known as " + name);
    }
}
