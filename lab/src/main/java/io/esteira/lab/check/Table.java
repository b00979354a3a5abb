package io.esteira.lab.check;

/** What is read of the shop's tables, and of the sandbox bank's. */
enum Table {
    SERIES("SELECT series, last_number FROM billing.series ORDER BY series"),
    INVOICES("SELECT series, number, order_id, currency, total FROM billing.invoices ORDER BY series, number"),
    MESSAGES("SELECT order_id, transition, channel, status FROM notifications.messages"),
    ORDERS("SELECT id, number, status, reason, currency, total FROM orders.orders"),
    SHOWN_INVOICES("SELECT order_id, label FROM orders.invoices"),
    INTENTS("SELECT order_id, kind, currency, amount, status, reference, published_at FROM payments.intents"),
    /** Records that wait for a topic since Kafka was away. */
    SPOOLED("SELECT topic, key FROM spool.records WHERE sent_at IS NULL"),
    /** Records that wait for staff, and those behind them; order flow keeps its own elsewhere. */
    PARKED("SELECT consumer, topic FROM parking.parked"),
    /** What the bank knows. */
    CHARGES("SELECT idempotency_key, currency, amount, reference FROM payments.sandbox_charges");

    final String sql;

    Table(String sql) {
        this.sql = sql;
    }
}
