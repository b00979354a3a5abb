package io.esteira.notifications;

import java.util.Locale;

/** What customers are told of. */
enum Transition {
    ACCEPTED,
    /** Paid; the invoice goes with it. */
    CONFIRMED,
    REJECTED,
    CANCELLED,
    EXPIRED;

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
