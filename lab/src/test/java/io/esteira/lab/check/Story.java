package io.esteira.lab.check;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Tells healthy histories: orders of one SKU each, from the click to the mail. */
final class Story {

    static final String SKU = "CAFE";

    final History history = new History();
    private int onHand;
    private int reserved;
    private int version;
    private int invoices;

    /** Five orders that end in five ways, a refused one, and one that its client never heard of. */
    static Story ofAllKinds() {
        Story story = new Story();
        story.deliver(10);
        story.confirmed("paid", 2);
        story.declined("declined", 1);
        story.confirmed("last", 6);
        story.outOfStock("short", 3);
        story.cancelled("cancelled", 1);
        story.refused("refused");
        story.unheard("unheard", 1);
        story.close();
        return story;
    }

    void deliver(int pieces) {
        history.note("stock").put("sku", SKU).put("delta", pieces);
        history.tell("stock.commands", SKU)
                .put("type", "Adjust")
                .put("sku", SKU)
                .put("adjustmentId", "a-" + version)
                .put("delta", pieces);
        level(onHand + pieces, reserved);
    }

    void confirmed(String key, int pieces) {
        promise(key, pieces, "tok_approved");
        confirm(key, pieces);
    }

    /** Its 201 got lost. */
    void unheard(String key, int pieces) {
        attempt(key, pieces, "tok_approved");
        history.note("failure").put("key", key).put("n", 1).put("error", "reset");
        place(key, pieces, "tok_approved");
        confirm(key, pieces);
    }

    void refused(String key) {
        attempt(key, 1, "tok_approved");
        history.note("answer").put("key", key).put("n", 1).put("status", 422).put("problem", "INVALID");
    }

    private void confirm(String key, int pieces) {
        reserve(key, pieces);
        String reference = pay(key, pieces);
        event(key, 3, "OrderConfirmed", pieces).put("paymentReference", reference);
        request(key, "Sell");
        level(onHand - pieces, reserved - pieces);
        stands(key, pieces, "CONFIRMED", null);
        invoice(key, pieces);
        mailed(key, "ACCEPTED");
        mailed(key, "CONFIRMED");
    }

    void declined(String key, int pieces) {
        promise(key, pieces, "tok_declined");
        reserve(key, pieces);
        intent(key, "CAPTURE", pieces, "DECLINED", null);
        history.row(
                Table.CHARGES,
                "idempotency_key currency amount reference",
                History.id(key) + "/capture",
                "BRL",
                amount(pieces),
                null);
        money(history.tell("payments.events", History.id(key).toString()), "amount", pieces)
                .put("type", "PaymentDeclined")
                .put("orderId", History.id(key).toString())
                .put("code", "card_declined");
        event(key, 3, "OrderRejected", pieces).put("reason", "PAYMENT_DECLINED");
        request(key, "Release");
        level(onHand, reserved - pieces);
        stands(key, pieces, "REJECTED", "PAYMENT_DECLINED");
        mailed(key, "ACCEPTED");
        mailed(key, "REJECTED");
    }

    void outOfStock(String key, int pieces) {
        promise(key, pieces, "tok_approved");
        event(key, 1, "OrderAccepted", pieces);
        request(key, "Reserve").put("quantity", pieces);
        answer(key, "Refused").put("quantity", pieces).put("available", onHand - reserved);
        event(key, 2, "OrderRejected", pieces).put("reason", "OUT_OF_STOCK");
        stands(key, pieces, "REJECTED", "OUT_OF_STOCK");
        mailed(key, "ACCEPTED");
        mailed(key, "REJECTED");
    }

    /** Cancelled while the bank was charging: the money goes back. */
    void cancelled(String key, int pieces) {
        String id = History.id(key).toString();
        promise(key, pieces, "tok_approved");
        reserve(key, pieces);
        history.note("cancel").put("key", key).put("id", id);
        history.note("cancel-answer").put("key", key).put("status", 202);
        history.tell("orders.commands", id)
                .put("type", "Cancel")
                .put("orderId", id)
                .put("commandId", "c");
        event(key, 3, "OrderCancelled", pieces).put("by", "erp");
        request(key, "Release");
        level(onHand, reserved - pieces);
        pay(key, pieces);
        intent(key, "REFUND", pieces, "APPROVED", "ref_" + key);
        charge(key, "/refund", pieces, "ref_" + key);
        money(history.tell("payments.events", id), "amount", pieces)
                .put("type", "PaymentRefunded")
                .put("orderId", id)
                .put("reference", "ref_" + key);
        stands(key, pieces, "CANCELLED", null);
        mailed(key, "ACCEPTED");
        mailed(key, "CANCELLED");
    }

    void close() {
        history.row(Table.SERIES, "series last_number", "A", String.valueOf(invoices));
    }

    private void attempt(String key, int pieces, String token) {
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

    void promise(String key, int pieces, String token) {
        attempt(key, pieces, token);
        money(history.note("answer"), "total", pieces)
                .put("key", key)
                .put("n", 1)
                .put("status", 201)
                .put("id", History.id(key).toString())
                .put("number", History.number(key));
        place(key, pieces, token);
    }

    private void place(String key, int pieces, String token) {
        ObjectNode placed = history.tell("orders.pending", History.id(key).toString());
        order(placed, key, pieces);
        placed.putObject("payment").put("method", "card").put("token", token);
        placed.put("fingerprint", "f-" + key);
    }

    private void reserve(String key, int pieces) {
        event(key, 1, "OrderAccepted", pieces);
        request(key, "Reserve").put("quantity", pieces);
        level(onHand, reserved + pieces);
        answer(key, "Reserved").put("quantity", pieces);
        event(key, 2, "StockReserved", pieces);
    }

    private String pay(String key, int pieces) {
        String reference = "pay_" + key;
        intent(key, "CAPTURE", pieces, "APPROVED", reference);
        charge(key, "/capture", pieces, reference);
        money(history.tell("payments.events", History.id(key).toString()), "amount", pieces)
                .put("type", "PaymentCaptured")
                .put("orderId", History.id(key).toString())
                .put("reference", reference);
        return reference;
    }

    ObjectNode event(String key, int sequence, String type, int pieces) {
        String id = History.id(key).toString();
        ObjectNode event = history.tell("orders.events", id)
                .put("type", type)
                .put("orderId", id)
                .put("sequence", sequence);
        return order(event, key, pieces);
    }

    private ObjectNode order(ObjectNode message, String key, int pieces) {
        ObjectNode order = message.putObject("order")
                .put("id", History.id(key).toString())
                .put("number", History.number(key))
                .put("placedAt", Instant.ofEpochMilli(history.tick()).toString());
        order.putObject("customer").put("email", key + "@example.com");
        order.putArray("lines").addObject().put("sku", SKU).put("quantity", pieces);
        money(order, "total", pieces);
        return message;
    }

    private ObjectNode request(String key, String type) {
        return history.tell("stock.requests", SKU)
                .put("type", type)
                .put("orderId", History.id(key).toString())
                .put("sku", SKU);
    }

    private ObjectNode answer(String key, String type) {
        String id = History.id(key).toString();
        return history.tell("stock.events", id)
                .put("type", type)
                .put("orderId", id)
                .put("sku", SKU);
    }

    void level(int nextOnHand, int nextReserved) {
        onHand = nextOnHand;
        reserved = nextReserved;
        history.tell("stock.levels", SKU)
                .put("sku", SKU)
                .put("onHand", onHand)
                .put("reserved", reserved)
                .put("available", onHand - reserved)
                .put("version", ++version);
    }

    private void intent(String key, String kind, int pieces, String status, @Nullable String reference) {
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

    void charge(String key, String suffix, int pieces, String reference) {
        history.row(
                Table.CHARGES,
                "idempotency_key currency amount reference",
                History.id(key) + suffix,
                "BRL",
                amount(pieces),
                reference);
    }

    private void stands(String key, int pieces, String status, @Nullable String reason) {
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

    void invoice(String key, int pieces) {
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

    void mailed(String key, String transition) {
        String id = History.id(key).toString();
        history.row(Table.MESSAGES, "order_id transition channel status", id, transition, "mail", "SENT");
        letter(key, transition);
    }

    void letter(String key, String transition) {
        ObjectNode mail = History.JSON
                .createObjectNode()
                .put("at", history.tick())
                .put("messageId", "<" + History.id(key) + "." + transition.toLowerCase(Locale.ROOT) + "@shop>");
        mail.putArray("attachments").add("invoice.pdf");
        Objects.requireNonNull(history.mails).add(mail);
    }

    private static ObjectNode money(ObjectNode in, String field, int pieces) {
        in.putObject(field).put("currency", "BRL").put("amount", amount(pieces));
        return in;
    }

    private static String amount(int pieces) {
        return new BigDecimal(History.PRICE)
                .multiply(BigDecimal.valueOf(pieces))
                .toPlainString();
    }
}
