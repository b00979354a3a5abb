package io.esteira.contracts;

import io.esteira.contracts.Topic.Cleanup;
import java.util.List;

/** Every topic there is. The application creates and checks them from here. */
public final class Topics {

    /** Partitions where nothing else is configured: the most instances that can share a topic's work. */
    public static final int DEFAULT_PARTITIONS = 12;

    public static final Topic<Product> CATALOG_PRODUCTS = compacted("catalog.products", "SKU", Product.class);

    public static final Topic<OrderPlaced> ORDERS_PENDING = kept("orders.pending", "order id", OrderPlaced.class);
    public static final Topic<OrderCommand> ORDERS_COMMANDS = kept("orders.commands", "order id", OrderCommand.class);
    public static final Topic<OrderEvent> ORDERS_EVENTS = kept("orders.events", "order id", OrderEvent.class);

    public static final Topic<StockCommand> STOCK_COMMANDS = kept("stock.commands", "SKU", StockCommand.class);
    public static final Topic<StockRequest> STOCK_REQUESTS = kept("stock.requests", "SKU", StockRequest.class);
    public static final Topic<StockEvent> STOCK_EVENTS = kept("stock.events", "order id", StockEvent.class);
    public static final Topic<StockLevel> STOCK_LEVELS = compacted("stock.levels", "SKU", StockLevel.class);

    public static final Topic<PaymentRequest> PAYMENTS_REQUESTS =
            kept("payments.requests", "order id", PaymentRequest.class);
    public static final Topic<PaymentEvent> PAYMENTS_EVENTS = kept("payments.events", "order id", PaymentEvent.class);

    public static final Topic<BillingEvent> BILLING_EVENTS = kept("billing.events", "order id", BillingEvent.class);

    private static final List<Topic<?>> ALL = List.of(
            CATALOG_PRODUCTS,
            ORDERS_PENDING,
            ORDERS_COMMANDS,
            ORDERS_EVENTS,
            STOCK_COMMANDS,
            STOCK_REQUESTS,
            STOCK_EVENTS,
            STOCK_LEVELS,
            PAYMENTS_REQUESTS,
            PAYMENTS_EVENTS,
            BILLING_EVENTS);

    /** Who parks what he cannot process and takes it up again when staff hands it back; the names of their groups. */
    private static final List<String> CONSUMERS =
            List.of("orderflow", "stock", "orders", "billing", "notifications", "payments-missed");

    public static List<Topic<?>> all() {
        return ALL;
    }

    /** Each has a topic of its own that hands parked records back to him and to nobody else. */
    public static List<String> consumers() {
        return CONSUMERS;
    }

    /**
     * Parked records on their way back to {@code consumer}: as they came, with the partition and key that they had, and
     * headers that name where they stand.
     */
    public static String redriveName(String consumer) {
        return consumer + ".redrive";
    }

    private static <V extends Message> Topic<V> kept(String name, String keyName, Class<V> value) {
        return new Topic<>(name, keyName, value, DEFAULT_PARTITIONS, Cleanup.KEEP);
    }

    private static <V extends Message> Topic<V> compacted(String name, String keyName, Class<V> value) {
        return new Topic<>(name, keyName, value, DEFAULT_PARTITIONS, Cleanup.COMPACT);
    }

    private Topics() {}
}
