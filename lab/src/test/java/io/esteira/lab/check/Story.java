package io.esteira.lab.check;

/** Tells healthy histories: orders of one SKU each, from the click to the mail. */
final class Story extends Traces {

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
                .put("adjustmentId", "a-" + history.tick())
                .put("delta", pieces);
        level(onHand() + pieces, reserved());
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
        level(onHand() - pieces, reserved() - pieces);
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
        level(onHand(), reserved() - pieces);
        stands(key, pieces, "REJECTED", "PAYMENT_DECLINED");
        mailed(key, "ACCEPTED");
        mailed(key, "REJECTED");
    }

    void outOfStock(String key, int pieces) {
        promise(key, pieces, "tok_approved");
        event(key, 1, "OrderAccepted", pieces);
        request(key, "Reserve").put("quantity", pieces);
        answer(key, "Refused").put("quantity", pieces).put("available", onHand() - reserved());
        event(key, 2, "OrderRejected", pieces).put("reason", "OUT_OF_STOCK");
        stands(key, pieces, "REJECTED", "OUT_OF_STOCK");
        mailed(key, "ACCEPTED");
        mailed(key, "REJECTED");
    }

    /** Another order for as much was refused just before: nobody asked stock for this one. */
    void turnedAway(String key, int pieces) {
        promise(key, pieces, "tok_approved");
        event(key, 1, "OrderAccepted", pieces);
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
        level(onHand(), reserved() - pieces);
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
}
