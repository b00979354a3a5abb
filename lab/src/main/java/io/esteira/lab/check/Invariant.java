package io.esteira.lab.check;

/** What the shop promises. */
enum Invariant {
    I1("no accepted order is lost, and what was refused is no order"),
    I2("one order and one charge for each key, however often it was sent"),
    I3("reserved + sold never exceeds stock, and the pieces add up"),
    I4("exactly one invoice for each paid order, numbers 1..n in each series"),
    I5("every order reaches a final state, and the one that its client could expect"),
    I6("one message for each (order, transition, channel), and it arrived"),
    I7("captured - refunded = invoiced - credited, on the topics and at the bank"),
    I8("only legal state transitions, in order");

    final String says;

    Invariant(String says) {
        this.says = says;
    }
}
