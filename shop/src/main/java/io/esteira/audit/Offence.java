package io.esteira.audit;

import io.esteira.audit.AuditReport.Kind;

/**
 * The ways in which an invariant can be broken. Names are stored, and end the message codes {@code audit.offence.<name>}.
 */
enum Offence {
    NEVER_ACCEPTED(Invariant.I1),
    NEVER_PLACED(Invariant.I1),

    SECOND_ACCEPTED(Invariant.I2),
    OTHER_ORDER(Invariant.I2),
    SECOND_CAPTURE(Invariant.I2),

    NOT_RESERVED(Invariant.I3),
    NOT_ASKED(Invariant.I3),
    STILL_SET_ASIDE(Invariant.I3),
    NOT_SOLD(Invariant.I3),
    SOLD_UNPAID(Invariant.I3),
    SOLD_AND_RELEASED(Invariant.I3),
    WRONG_QUANTITY(Invariant.I3),
    OVERSOLD(Invariant.I3, Kind.SKU),
    TWO_LEVELS(Invariant.I3, Kind.SKU),
    LEVEL_DIFFERS(Invariant.I3, Kind.SKU),

    NO_INVOICE(Invariant.I4),
    SECOND_INVOICE(Invariant.I4),
    UNEARNED_INVOICE(Invariant.I4),
    INVOICE_NOT_TOLD(Invariant.I4),
    INVOICE_NOT_FILED(Invariant.I4),
    INVOICE_DIFFERS(Invariant.I4),
    NUMBER_MISSING(Invariant.I4, Kind.INVOICE),
    NUMBER_TWICE(Invariant.I4, Kind.INVOICE),

    WAITS_FOR_STOCK(Invariant.I5),
    WAITS_FOR_PAYMENT(Invariant.I5),
    WAITS_FOR_REFUND(Invariant.I5),
    STOCK_UNANSWERED(Invariant.I5),
    CAPTURE_UNANSWERED(Invariant.I5),

    NO_MESSAGE(Invariant.I6),
    SECOND_MESSAGE(Invariant.I6),
    UNFOUNDED_MESSAGE(Invariant.I6),
    DEAD_MESSAGE(Invariant.I6),

    UNBALANCED(Invariant.I7),

    ILLEGAL_TRANSITION(Invariant.I8),
    MISSING_EVENT(Invariant.I8),
    TWO_EVENTS(Invariant.I8);

    private final Invariant invariant;
    private final Kind kind;

    Offence(Invariant invariant) {
        this(invariant, Kind.ORDER);
    }

    Offence(Invariant invariant, Kind kind) {
        this.invariant = invariant;
        this.kind = kind;
    }

    Invariant invariant() {
        return invariant;
    }

    Kind kind() {
        return kind;
    }
}
