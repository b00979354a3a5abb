package io.esteira.lab.check;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What an order leaves behind, trace by trace. */
class Traces {

    static final String SKU = "CAFE";

    final History history = new History();
    private int onHand;
    private int reserved;
    private int version;
    private int invoices;

    final int onHand() {
        return onHand;
    }

    final int reserved() {
        return reserved;
    }

    final void close() {
        history.row(Table.SERIES, "series last_number", "A", String.valueOf(invoices));
    }

    final void attempt(String key, int pieces, String token) {
        history.note("attempt")
                .put("key", key)
                .put("n", 1)
                .put("email", key + "@example.com")
                .put("token", token)
                .putArray("items")
                .addObject()
                .put("sku", SKU)
                .put("quantity", pieces);
    }

    final void promise(String key, int pieces, String token) {
        attempt(key, pieces, token);
        money(history.note("answer"), "total", pieces)
                .put("key", key)
                .put("n", 1)
                .put("status", 201)
                .put("id", History.id(key).toString())
                .put("number", History.number(key));
        place(key, pieces, token);
    }

    final void place(String key, int pieces, String token) {
        ObjectNode placed = history.tell("orders.pending", History.id(key).toString());
        order(placed, key, pieces);
        placed.putObject("payment").put("method", "card").put("token", token);
        placed.put("fingerprint", "f-" + key);
    }

    final void reserve(String key, int pieces) {
        event(key, 1, "OrderAccepted", pieces);
        request(key, "Reserve").put("quantity", pieces);
        level(onHand, reserved + pieces);
        answer(key, "Reserved").put("quantity", pieces);
        event(key, 2, "StockReserved", pieces);
    }

    final String pay(String key, int pieces) {
        String reference = "pay_" + key;
        intent(key, "CAPTURE", pieces, "APPROVED", reference);
        charge(key, "/capture", pieces, reference);
        money(history.tell("payments.events", History.id(key).toString()), "amount", pieces)
                .put("type", "PaymentCaptured")
                .put("orderId", History.id(key).toString())
                .put("reference", reference);
        return reference;
    }

    final ObjectNode event(String key, int sequence, String type, int pieces) {
        String id = History.id(key).toString();
        ObjectNode event = history.tell("orders.events", id)
                .put("type", type)
                .put("orderId", id)
                .put("sequence", sequence);
        return order(event, key, pieces);
    }

    final ObjectNode order(ObjectNode message, String key, int pieces) {
        ObjectNode order = message.putObject("order")
                .put("id", History.id(key).toString())
                .put("number", History.number(key))
                .put("placedAt", Instant.ofEpochMilli(history.tick()).toString());
        order.putObject("customer").put("email", key + "@example.com");
        order.putArray("lines").addObject().put("sku", SKU).put("quantity", pieces);
        money(order, "total", pieces);
        return message;
    }

    final ObjectNode request(String key, String type) {
        return history.tell("stock.requests", SKU)
                .put("type", type)
                .put("orderId", History.id(key).toString())
                .put("sku", SKU);
    }

    final ObjectNode answer(String key, String type) {
        String id = History.id(key).toString();
        return history.tell("stock.events", id)
                .put("type", type)
                .put("orderId", id)
                .put("sku", SKU);
    }

    final void level(int nextOnHand, int nextReserved) {
        onHand = nextOnHand;
        reserved = nextReserved;
        history.tell("stock.levels", SKU)
                .put("sku", SKU)
                .put("onHand", onHand)
                .put("reserved", reserved)
                .put("available", onHand - reserved)
                .put("version", ++version);
    }

    final void intent(String key, String kind, int pieces, String status, @Nullable String reference) {
        history.row(
                Table.INTENTS,
                "order_id kind currency amount status reference published_at",
                History.id(key).toString(),
                kind,
                "BRL",
                amount(pieces),
                status,
                reference,
                "2026-11-01");
    }

    final void charge(String key, String suffix, int pieces, String reference) {
        history.row(
                Table.CHARGES,
                "idempotency_key currency amount reference",
                History.id(key) + suffix,
                "BRL",
                amount(pieces),
                reference);
    }

    final void stands(String key, int pieces, String status, @Nullable String reason) {
        history.row(
                Table.ORDERS,
                "id number status reason currency total",
                History.id(key).toString(),
                History.number(key),
                status,
                reason,
                "BRL",
                amount(pieces));
    }

    final void invoice(String key, int pieces) {
        String id = History.id(key).toString();
        int number = ++invoices;
        history.row(
                Table.INVOICES,
                "series number order_id currency total",
                "A",
                String.valueOf(number),
                id,
                "BRL",
                amount(pieces));
        history.row(Table.SHOWN_INVOICES, "order_id label", id, "A-" + number);
        ObjectNode invoice = history.tell("billing.events", id)
                .put("type", "InvoiceIssued")
                .put("orderId", id)
                .putObject("invoice");
        money(invoice.put("series", "A").put("number", number).put("orderId", id), "total", pieces);
    }

    final void mailed(String key, String transition) {
        String id = History.id(key).toString();
        history.row(Table.MESSAGES, "order_id transition channel status", id, transition, "mail", "SENT");
        letter(key, transition);
    }

    final void letter(String key, String transition) {
        ObjectNode mail = History.JSON
                .createObjectNode()
                .put("at", history.tick())
                .put("messageId", "<" + History.id(key) + "." + transition.toLowerCase(Locale.ROOT) + "@shop>");
        mail.putArray("attachments").add("invoice.pdf");
        Objects.requireNonNull(history.mails).add(mail);
    }

    static ObjectNode money(ObjectNode in, String field, int pieces) {
        in.putObject(field).put("currency", "BRL").put("amount", amount(pieces));
        return in;
    }

    static String amount(int pieces) {
        return new BigDecimal(History.PRICE)
                .multiply(BigDecimal.valueOf(pieces))
                .toPlainString();
    }
}
