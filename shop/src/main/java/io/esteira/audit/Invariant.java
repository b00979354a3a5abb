package io.esteira.audit;

/** What the shop promises of every order, from the moment its customer holds a 201. */
public enum Invariant {
    /** No accepted order is lost. */
    I1,
    /** None is doubled. */
    I2,
    /** Reserved and sold never exceed the stock. */
    I3,
    /** One invoice for each paid order, numbered without a gap. */
    I4,
    /** Every order reaches a final state in bounded time. */
    I5,
    /** One message for each order, transition and channel. */
    I6,
    /** Captured − refunded = invoiced − credited. */
    I7,
    /** Only legal transitions, in order. */
    I8
}
