package io.esteira.contracts;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One message of each kind with every field set, and the same with none that may be absent. */
final class SampleMessages {

    private static final Instant AT = Instant.parse("2026-07-01T12:00:00.123Z");
    private static final OrderId ID = OrderId.derive("erp", "k-1");
    private static final Money PRICE = Money.of("GBP", "0.001");
    private static final PaymentInstrument CARD = new PaymentInstrument("card", "tok_approved");

    record Sample(Topic<?> topic, Message message, String json) {
        static <V extends Message> Sample of(Topic<V> topic, V message) {
            return new Sample(
                    topic, message, new String(topic.encode(message), java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return topic.name() + " " + message.getClass().getSimpleName();
        }
    }

    /** Every field of every message is set. */
    static List<Sample> full() {
        Order order = order(true);
        return List.of(
                Sample.of(
                        Topics.CATALOG_PRODUCTS,
                        new Product(
                                "CAFE-250",
                                Map.of("pt-BR", "Café", "en", "Coffee"),
                                Map.of("en", "Roasted"),
                                PRICE,
                                "/pictures/cafe.svg",
                                "coffee",
                                true,
                                AT)),
                Sample.of(Topics.ORDERS_PENDING, new OrderPlaced(order, CARD, "ab12")),
                Sample.of(Topics.ORDERS_COMMANDS, new OrderCommand.Cancel(ID, "c-1", "staff:bob", "by phone", AT)),
                Sample.of(Topics.ORDERS_EVENTS, new OrderEvent.OrderAccepted(ID, 1, AT, order)),
                Sample.of(Topics.ORDERS_EVENTS, new OrderEvent.StockReserved(ID, 2, AT)),
                Sample.of(Topics.ORDERS_EVENTS, new OrderEvent.OrderConfirmed(ID, 3, AT, order, "pay-1")),
                Sample.of(
                        Topics.ORDERS_EVENTS,
                        new OrderEvent.OrderRejected(
                                ID,
                                3,
                                AT,
                                order,
                                OrderEvent.RejectionReason.PAYMENT_DECLINED,
                                List.of("CAFE-250"),
                                "do_not_honour")),
                Sample.of(
                        Topics.ORDERS_EVENTS,
                        new OrderEvent.OrderCancelled(ID, 3, AT, order, "erp", "changed my mind")),
                Sample.of(
                        Topics.ORDERS_EVENTS,
                        new OrderEvent.OrderExpired(ID, 3, AT, order, OrderEvent.ExpiryReason.PAYMENT_TIMEOUT)),
                Sample.of(
                        Topics.ORDERS_EVENTS,
                        new OrderEvent.CancellationRefused(ID, 4, AT, "erp", OrderStatus.CONFIRMED)),
                Sample.of(Topics.STOCK_COMMANDS, new StockCommand.Adjust("CAFE-250", "a-1", -3, "broken", "erp", AT)),
                Sample.of(Topics.STOCK_REQUESTS, new StockRequest.Reserve(ID, "CAFE-250", 2, AT)),
                Sample.of(Topics.STOCK_REQUESTS, new StockRequest.Sell(ID, "CAFE-250", AT)),
                Sample.of(Topics.STOCK_REQUESTS, new StockRequest.Release(ID, "CAFE-250", AT)),
                Sample.of(Topics.STOCK_EVENTS, new StockEvent.Reserved(ID, "CAFE-250", 2, AT)),
                Sample.of(Topics.STOCK_EVENTS, new StockEvent.Refused(ID, "CAFE-250", 2, 1, AT)),
                Sample.of(Topics.STOCK_LEVELS, new StockLevel("CAFE-250", 10, 2, 7, AT)),
                Sample.of(Topics.PAYMENTS_REQUESTS, new PaymentRequest.Capture(ID, PRICE, CARD, AT)),
                Sample.of(Topics.PAYMENTS_REQUESTS, new PaymentRequest.Refund(ID, PRICE, "pay-1", AT)),
                Sample.of(Topics.PAYMENTS_EVENTS, new PaymentEvent.PaymentCaptured(ID, PRICE, "pay-1", AT)),
                Sample.of(Topics.PAYMENTS_EVENTS, new PaymentEvent.PaymentDeclined(ID, PRICE, "no_funds", AT)),
                Sample.of(Topics.PAYMENTS_EVENTS, new PaymentEvent.PaymentRefunded(ID, PRICE, "ref-1", AT)),
                Sample.of(Topics.BILLING_EVENTS, new BillingEvent.InvoiceIssued(ID, invoice(order))));
    }

    /** Those kinds that have fields which may be absent, without them. */
    static List<Sample> sparse() {
        Order order = order(false);
        return List.of(
                Sample.of(
                        Topics.CATALOG_PRODUCTS,
                        new Product("CAFE-250", Map.of("en", "Coffee"), Map.of(), PRICE, null, null, false, AT)),
                Sample.of(Topics.ORDERS_PENDING, new OrderPlaced(order, CARD, "ab12")),
                Sample.of(Topics.ORDERS_COMMANDS, new OrderCommand.Cancel(ID, "c-1", "erp", null, AT)),
                Sample.of(
                        Topics.ORDERS_EVENTS,
                        new OrderEvent.OrderRejected(
                                ID, 3, AT, order, OrderEvent.RejectionReason.OUT_OF_STOCK, List.of(), null)),
                Sample.of(Topics.ORDERS_EVENTS, new OrderEvent.OrderCancelled(ID, 3, AT, order, "erp", null)),
                Sample.of(Topics.BILLING_EVENTS, new BillingEvent.InvoiceIssued(ID, invoice(order))));
    }

    /** The classes of messages that each topic must have a sample of. */
    static Map<Topic<?>, List<Class<?>>> kinds() {
        Map<Topic<?>, List<Class<?>>> kinds = new LinkedHashMap<>();
        for (Topic<?> topic : Topics.all()) {
            Class<?> value = topic.value();
            kinds.put(topic, value.isSealed() ? List.of(value.getPermittedSubclasses()) : List.of(value));
        }
        return kinds;
    }

    private static Order order(boolean full) {
        return new Order(
                ID,
                ID.number(),
                "erp",
                AT,
                new Customer(
                        "Ana Souza",
                        "ana@example.com",
                        full ? "+5511999990000" : null,
                        full ? "52998224725" : null,
                        full ? "pt-BR" : "en"),
                new Address("Rua A, 10", full ? "Apto 7" : null, "São Paulo", full ? "SP" : null, "01310-100", "BR"),
                List.of(new OrderLine("CAFE-250", "Café", 2, PRICE)),
                PRICE.times(2));
    }

    private static Invoice invoice(Order order) {
        return new Invoice(
                "A",
                42,
                AT,
                ID,
                order.number(),
                AT,
                new Invoice.Seller("Loja", "12ABC34501DE35", "Rua B, 20", "loja@example.com"),
                order.customer(),
                order.shippingAddress(),
                order.lines(),
                order.total(),
                "pay-1");
    }

    private SampleMessages() {}
}
