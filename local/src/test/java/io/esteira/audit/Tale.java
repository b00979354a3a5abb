package io.esteira.audit;

import io.esteira.contracts.Address;
import io.esteira.contracts.BillingEvent.InvoiceIssued;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.Message;
import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.ExpiryReason;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderCancelled;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderEvent.RejectionReason;
import io.esteira.contracts.OrderEvent.StockReserved;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentEvent.PaymentCaptured;
import io.esteira.contracts.PaymentEvent.PaymentDeclined;
import io.esteira.contracts.PaymentEvent.PaymentRefunded;
import io.esteira.contracts.PaymentInstrument;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockCommand.Adjust;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.StockRequest;
import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An order of two pieces of an article that nobody else buys, and what is written of it, deed by deed. */
final class Tale {

    static final Money TOTAL = Money.of("BRL", "59.80");

    final OrderId id = OrderId.derive("tale", UUID.randomUUID().toString());
    final String sku = "SKU-" + UUID.randomUUID().toString().substring(0, 8);
    final Instant then = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
    private final Map<String, Deed> deeds = new LinkedHashMap<>();
    private final Order order = new Order(
            id,
            id.number(),
            "tale",
            then,
            new Customer("Ana Souza", "ana@example.com", null, null, "pt-BR"),
            new Address("Rua A, 10", null, "São Paulo", "SP", "01310-100", "BR"),
            List.of(new OrderLine(sku, "Café", 2, Money.of("BRL", "29.90"))),
            TOTAL);

    static String newSeries() {
        return UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    Tale with(String name, Deed deed) {
        deeds.put(name, deed);
        return this;
    }

    Tale without(String... names) {
        for (String name : names) {
            if (deeds.remove(name) == null) {
                throw new IllegalArgumentException("Nothing called " + name + " among " + deeds.keySet());
            }
        }
        return this;
    }

    Map<String, Deed> deeds() {
        return deeds;
    }

    /** What is written to topics, each topic's in order. */
    Map<String, List<Deed>> topics() {
        Map<String, List<Deed>> topics = new LinkedHashMap<>();
        deeds.values().stream()
                .filter(deed -> !deed.topic().isEmpty())
                .forEach(deed -> topics.computeIfAbsent(deed.topic(), topic -> new ArrayList<>())
                        .add(deed));
        return topics;
    }

    List<Deed> rows() {
        return deeds.values().stream().filter(deed -> deed.topic().isEmpty()).toList();
    }

    /** Bought, paid, billed, told. */
    Tale bought() {
        return bought(newSeries(), 1);
    }

    /** As {@link #bought()}, with an invoice of its own choosing. */
    Tale bought(String series, long number) {
        return bought(series, number, TOTAL);
    }

    Tale bought(String series, long number, Money invoiced) {
        return awaitingPayment()
                .paid("captured", "pay_1")
                .event("confirmed", new OrderConfirmed(id, 3, then, order, "pay_1"))
                .with("sell", topic(Topics.STOCK_REQUESTS, sku, new StockRequest.Sell(id, sku, then)))
                .level("level 3", 8, 0, 3)
                .invoiced(series, number, invoiced)
                .mail("CONFIRMED");
    }

    Tale declined() {
        return awaitingPayment()
                .with(
                        "declined",
                        topic(Topics.PAYMENTS_EVENTS, key(), new PaymentDeclined(id, TOTAL, "card_declined", then)))
                .event("rejected", rejected(3, RejectionReason.PAYMENT_DECLINED))
                .released()
                .mail("REJECTED");
    }

    /** Cancelled while the bank took its time; what it took is given back. */
    Tale cancelledAndRefunded() {
        return awaitingPayment()
                .event("cancelled", new OrderCancelled(id, 3, then, order, "staff:rui", null))
                .released()
                .mail("CANCELLED")
                .paid("captured", "pay_1")
                .with(
                        "refund",
                        topic(Topics.PAYMENTS_REQUESTS, key(), new PaymentRequest.Refund(id, TOTAL, "pay_1", then)))
                .with("refunded", topic(Topics.PAYMENTS_EVENTS, key(), new PaymentRefunded(id, TOTAL, "ref_1", then)));
    }

    Tale expiredUnanswered() {
        return awaitingPayment()
                .event("expired", new OrderExpired(id, 3, then, order, ExpiryReason.PAYMENT_TIMEOUT))
                .released()
                .mail("EXPIRED")
                .with(
                        "declined",
                        topic(
                                Topics.PAYMENTS_EVENTS,
                                key(),
                                new PaymentDeclined(id, TOTAL, "gateway_unavailable", then)));
    }

    Tale outOfStock() {
        return accepted()
                .with("refused", topic(Topics.STOCK_EVENTS, key(), new StockEvent.Refused(id, sku, 2, 1, then)))
                .event("rejected", rejected(2, RejectionReason.OUT_OF_STOCK))
                .mail("REJECTED");
    }

    Tale awaitingPayment() {
        return accepted()
                .with("reserved", topic(Topics.STOCK_EVENTS, key(), new StockEvent.Reserved(id, sku, 2, then)))
                .level("level 2", 10, 2, 2)
                .event("stock reserved", new StockReserved(id, 2, then))
                .with(
                        "capture",
                        topic(
                                Topics.PAYMENTS_REQUESTS,
                                key(),
                                new PaymentRequest.Capture(
                                        id, TOTAL, new PaymentInstrument("card", "tok_approved"), then)));
    }

    Tale accepted() {
        return placed().event("accepted", new OrderAccepted(id, 1, then, order))
                .mail("ACCEPTED")
                .with("reserve", topic(Topics.STOCK_REQUESTS, sku, new StockRequest.Reserve(id, sku, 2, then)));
    }

    Tale placed() {
        return with("adjusted", topic(Topics.STOCK_COMMANDS, sku, new Adjust(sku, "a1", 10, "new", "staff", then)))
                .level("level 1", 10, 0, 1)
                .with("placed", topic(Topics.ORDERS_PENDING, key(), placing("f".repeat(64))));
    }

    Tale event(String name, OrderEvent event) {
        return with(name, topic(Topics.ORDERS_EVENTS, key(), event));
    }

    Tale level(String name, int onHand, int reserved, long version) {
        return with(name, topic(Topics.STOCK_LEVELS, sku, new StockLevel(sku, onHand, reserved, version, then)));
    }

    Tale paid(String name, String reference) {
        return with(name, topic(Topics.PAYMENTS_EVENTS, key(), new PaymentCaptured(id, TOTAL, reference, then)));
    }

    Tale mail(String transition) {
        return with("mail " + transition, Deed.row(shop -> shop.note(id, transition, "SENT", then)));
    }

    Tale invoiced(String series, long number, Money total) {
        Invoice invoice = new Invoice(
                series,
                number,
                then,
                id,
                order.number(),
                then,
                new Invoice.Seller("Esteira", "1", "Rua B", "shop@example.com"),
                order.customer(),
                order.shippingAddress(),
                order.lines(),
                total,
                "pay_1");
        return with("invoice filed", Deed.row(shop -> shop.file(invoice)))
                .with("invoice told", topic(Topics.BILLING_EVENTS, key(), new InvoiceIssued(id, invoice)));
    }

    /** Another body under the same id. */
    Tale placedDifferently() {
        return with("placed differently", topic(Topics.ORDERS_PENDING, key(), placing("e".repeat(64))));
    }

    /** Order flow puts the other body aside. */
    Tale otherParked() {
        ProducerRecord<String, byte[]> record = Topics.ORDERS_PENDING.record(key(), placing("e".repeat(64)));
        DeadLetter letter = DeadLetter.refused("orderflow", "orders.pending/0/0", "Another order came before", 1, then);
        return with(
                "other parked",
                new Deed(
                        Topics.ORDERS_PENDING.deadLetterName(),
                        shop -> shop.write(
                                Topics.ORDERS_PENDING.deadLetterName(),
                                new ProducerRecord<>(
                                        record.topic(),
                                        null,
                                        record.key(),
                                        record.value(),
                                        letter.headers(record.headers())),
                                then)));
    }

    OrderEvent acceptedAgain() {
        return new OrderAccepted(id, 1, then.plusMillis(7), order);
    }

    OrderRejected rejected(int sequence, RejectionReason reason) {
        return new OrderRejected(id, sequence, then, order, reason, List.of(), null);
    }

    OrderConfirmed confirmed(int sequence) {
        return new OrderConfirmed(id, sequence, then, order, "pay_1");
    }

    private Tale released() {
        return with("release", topic(Topics.STOCK_REQUESTS, sku, new StockRequest.Release(id, sku, then)))
                .level("level 3", 10, 0, 3);
    }

    private OrderPlaced placing(String fingerprint) {
        return new OrderPlaced(order, new PaymentInstrument("card", "tok_approved"), fingerprint);
    }

    private <V extends Message> Deed topic(Topic<V> topic, String key, V message) {
        return new Deed(topic.name(), shop -> shop.write(topic, key, message, then));
    }

    private String key() {
        return id.toString();
    }
}
