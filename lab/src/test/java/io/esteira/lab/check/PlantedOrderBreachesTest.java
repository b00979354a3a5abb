package io.esteira.lab.check;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Each breach is planted into a history that is healthy otherwise; it must be caught, and its order named. */
class PlantedOrderBreachesTest {

    private final Story story = Story.ofAllKinds();
    private final History history = story.history;

    @Nested
    class Lost {

        @Test
        void anOrderThatWasPromisedAndIsNowhere() {
            story.promise("lost", 1, "tok_approved");
            history.topic("orders.pending").removeLast();
            caught("I1", "lost", "promised with 201 and is not on orders.pending");
        }

        @Test
        void anOrderThatWasPlacedAndNeverTakenUp() {
            story.promise("lost", 1, "tok_approved");
            caught("I1", "lost", "never taken up");
            caught("I5", "lost", "is still NOWHERE");
        }

        @Test
        void anOrderThatIsLeftInTheSpool() {
            story.promise("spooled", 1, "tok_approved");
            history.topic("orders.pending").removeLast();
            history.row(
                    Table.SPOOLED,
                    "topic key",
                    "orders.pending",
                    History.id("spooled").toString());
            caught("I1", "spooled", "still waits in the spool");
        }

        @Test
        void anOrderThatIsNotInTheReadModel() {
            history.rows(Table.ORDERS).removeAll(history.rowsOf(Table.ORDERS, "paid"));
            caught("I1", "paid", "not in the read model");
        }

        @Test
        void anOrderThatTheReadModelShowsElsewhere() {
            history.rowsOf(Table.ORDERS, "paid").getFirst().put("status", "AWAITING_PAYMENT");
            caught("I1", "paid", "shown as AWAITING_PAYMENT");
        }

        @Test
        void anOrderOverSomethingElseThanWasAskedFor() {
            ObjectNode attempt = line("attempt", "paid");
            ((ObjectNode) attempt.path("items").get(0)).put("quantity", 7);
            caught("I1", "paid", "is not what key paid asked for");
        }

        @Test
        void anOrderThatWasPromisedForAnotherTotal() {
            ((ObjectNode) line("answer", "paid").path("total")).put("amount", "1.00");
            caught("I1", "paid", "another total than BRL 21.00");
        }

        @Test
        void anOrderThatIsThereThoughItWasRefused() {
            history.journal.removeIf(line -> line.path("key").asString("").equals("unheard") && line.has("error"));
            history.note("answer").put("key", "unheard").put("n", 1).put("status", 422);
            caught("I1", "unheard", "though key unheard was refused");
        }

        @Test
        void aRecordThatNobodyCanRead() {
            ((ObjectNode) history.topic("orders.pending").getFirst().value().path("order")).remove("total");
            caught("I2", "paid", "cannot be read: total is no object");
        }
    }

    @Nested
    class Doubled {

        @Test
        void aKeyWithTwoIds() {
            history.journal.add(line("answer", "paid")
                    .deepCopy()
                    .put("id", History.id("other").toString()));
            caught("I2", "other", "key paid was also promised " + History.id("paid"));
        }

        @Test
        void anIdForTwoKeys() {
            history.journal.add(line("answer", "paid").deepCopy().put("key", "twin"));
            caught("I2", "paid", "was promised for the keys paid and twin");
        }

        @Test
        void aRepetitionWithAnotherNumber() {
            history.journal.add(line("answer", "paid").deepCopy().put("number", "N-other"));
            caught("I2", "paid", "two numbers");
        }

        @Test
        void anOrderWithAnotherFingerprintUnderTheSameId() {
            History.Told first = history.topic("orders.pending").getFirst();
            history.topic("orders.pending")
                    .add(new History.Told(
                            first.partition(),
                            first.key(),
                            first.value().deepCopy().put("fingerprint", "f-other")));
            caught("I2", "paid", "another order under the same id");
        }

        @Test
        void aSecondOrderForOneWish() {
            story.confirmed("paid2", 1);
            history.journal.removeIf(line -> line.path("key").asString("").equals("paid2"));
            ObjectNode order = (ObjectNode)
                    history.topic("orders.pending").getLast().value().path("order");
            ((ObjectNode) order.path("customer")).put("email", "paid@example.com");
            ((ObjectNode) order.path("lines").get(0)).put("quantity", 2);
            caught("I2", "paid2", "is a second order for key paid, which has " + History.id("paid"));
        }

        @Test
        void anOrderThatNobodyAskedFor() {
            history.journal.removeIf(line -> line.path("key").asString("").equals("unheard"));
            caught("I2", "unheard", "nobody asked for it");
        }

        @Test
        void aSecondChargeAtTheBank() {
            story.charge("paid", "/capture-again", 2, "pay_again");
            caught("I2", "paid", "was charged twice at the bank");
            caught("I7", "paid", "the bank keeps BRL 42.00, invoiced are BRL 21.00");
        }
    }

    @Nested
    class Unsettled {

        @Test
        void anOrderThatIsStuck() {
            history.topic("orders.events").removeAll(history.told("orders.events", "paid", "OrderConfirmed"));
            caught("I5", "paid", "is still AWAITING_PAYMENT");
        }

        @Test
        void anOrderThatExpiredThoughNothingWasBroken() {
            ObjectNode rejected = history.told("orders.events", "declined", "OrderRejected")
                    .getFirst()
                    .value();
            rejected.put("type", "OrderExpired").put("reason", "PAYMENT_TIMEOUT");
            caught("I5", "declined", "is EXPIRED for PAYMENT_TIMEOUT, and nothing was broken");
        }

        @Test
        void anOrderThatWasPaidWithADeclinedCard() {
            ((ObjectNode) history.topic("orders.pending").getFirst().value().path("payment"))
                    .put("token", "tok_declined");
            caught("I5", "paid", "is CONFIRMED, but its card is declined");
        }

        @Test
        void anOrderThatWasDeclinedWithAGoodCard() {
            pending("declined").put("token", "tok_approved");
            caught("I5", "declined", "but its card is good");
        }

        @Test
        void anOrderThatWasRejectedForStockThatNobodyRefused() {
            ObjectNode answer =
                    history.told("stock.events", "short", "Refused").getFirst().value();
            answer.put("type", "Reserved");
            caught("I5", "short", "no stock was refused");
        }

        @Test
        void aCancellationThatNobodyAskedFor() {
            history.topic("orders.commands").clear();
            caught("I5", "cancelled", "CANCELLED, and nobody asked for it");
            caught("I5", "cancelled", "answered with 202 and is not on orders.commands");
        }

        @Test
        void aCancellationThatWasNeverAnswered() {
            history.tell("orders.commands", History.id("paid").toString())
                    .put("type", "Cancel")
                    .put("orderId", History.id("paid").toString());
            caught("I5", "paid", "was to be cancelled, is CONFIRMED, and that was never refused");
        }
    }

    @Nested
    class OutOfOrder {

        @Test
        void aHoleInTheSequence() {
            history.topic("orders.events").removeAll(history.told("orders.events", "paid", "StockReserved"));
            caught("I8", "paid", "event 3 comes after 1");
        }

        @Test
        void anIllegalTransition() {
            story.event("short", 3, "OrderConfirmed", 3).put("paymentReference", "none");
            caught("I8", "short", "OrderConfirmed as event 3 of an order that is REJECTED");
        }

        @Test
        void anEventThatIsToldTwice() {
            history.topic("orders.events").addAll(history.told("orders.events", "paid", "OrderAccepted"));
            caught("I8", "paid", "event 1 is told twice");
            caught("I1", "paid", "accepted twice");
        }

        @Test
        void anOrderThatBeginsInTheMiddle() {
            history.topic("orders.events").removeAll(history.told("orders.events", "paid", "OrderAccepted"));
            caught("I8", "paid", "StockReserved as event 2 of an order that is NOWHERE");
        }

        @Test
        void aRefusalThatIsNotTrue() {
            story.event("paid", 4, "CancellationRefused", 2).put("because", "SHIPPED");
            caught("I8", "paid", "because it is SHIPPED, but it is CONFIRMED");
        }

        @Test
        void anEventThatCarriesAnotherOrder() {
            ObjectNode confirmed = history.told("orders.events", "paid", "OrderConfirmed")
                    .getFirst()
                    .value();
            ((ObjectNode) confirmed.path("order").path("total")).put("amount", "1.00");
            caught("I8", "paid", "carries another order");
        }

        @Test
        void anEventOfAnOrderThatWasNeverPlaced() {
            story.event("ghost", 1, "OrderAccepted", 1);
            caught("I8", "ghost", "was never placed");
        }

        @Test
        void anEventThatNobodyKnows() {
            story.event("paid", 4, "OrderVanished", 2);
            caught("I8", "paid", "no kind of event is known as OrderVanished");
        }
    }

    private ObjectNode pending(String key) {
        return history.told("orders.pending", key, "").stream()
                .map(told -> (ObjectNode) told.value().path("payment"))
                .findFirst()
                .orElseThrow();
    }

    private ObjectNode line(String kind, String key) {
        return history.journal.stream()
                .filter(line -> line.path("kind").asString("").equals(kind)
                        && line.path("key").asString("").equals(key))
                .findFirst()
                .orElseThrow();
    }

    private void caught(String invariant, String key, String text) {
        Caught.in(history, invariant, key, text);
    }
}
