package io.esteira.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Breaches of stock, invoices, mails and money, each planted into a history that is healthy otherwise. */
class PlantedBookBreachesTest {

    private final Story story = Story.ofAllKinds();
    private final History history = story.history;

    @Nested
    class OfStock {

        @Test
        void moreIsSoldThanWasPutIn() {
            // The shop's own levels lie along: only the orders tell.
            history.topic("stock.commands").getFirst().value().put("delta", 8);
            history.journal.getFirst().put("delta", 8);
            caught("I3", null, "CAFE: 9 sold of 8 that were put in");
        }

        @Test
        void aPieceIsMissingAtTheEnd() {
            history.topic("stock.levels").getLast().value().put("onHand", 0).put("available", 0);
            caught("I3", null, "[10] put in, 9 sold, but 0 on hand");
        }

        @Test
        void aPieceStaysReserved() {
            history.topic("stock.requests").removeAll(history.told("stock.requests", "declined", "Release"));
            caught("I3", "declined", "stays reserved for an order that is REJECTED");
            caught("I3", null, "0 reserved at the end, 1 by the requests and their answers");
        }

        @Test
        void moreIsReservedThanThereIs() {
            history.topic("stock.levels").get(3).value().put("reserved", 11).put("available", -1);
            caught("I3", null, "11 reserved of");
        }

        @Test
        void aLevelGoesBack() {
            history.topic("stock.levels").add(history.topic("stock.levels").get(2));
            caught("I3", null, "from version 11 to 3");
        }

        @Test
        void aChangeWithoutAReason() {
            story.level(1, 0);
            caught("I3", null, "its level changed 12 times, for 11 reasons");
        }

        @Test
        void whatWasSetAsideIsNotSold() {
            history.topic("stock.requests").removeAll(history.told("stock.requests", "paid", "Sell"));
            caught("I3", "paid", "was not sold to an order that is CONFIRMED");
        }

        @Test
        void whatWasReleasedIsSoldAsWell() {
            ObjectNode release = history.told("stock.requests", "declined", "Release")
                    .getFirst()
                    .value();
            history.topic("stock.requests")
                    .add(new History.Told(0, Story.SKU, release.deepCopy().put("type", "Sell")));
            caught("I3", "declined", "was both sold and released");
        }

        @Test
        void moreIsReservedThanWasAskedFor() {
            history.told("stock.events", "paid", "Reserved").getFirst().value().put("quantity", 3);
            caught("I3", "paid", "is about 3 of CAFE instead of 2");
        }

        @Test
        void anAnswerIsBothYesAndNo() {
            ObjectNode refused =
                    history.told("stock.events", "short", "Refused").getFirst().value();
            ObjectNode reserved = refused.deepCopy().put("type", "Reserved");
            history.topic("stock.events")
                    .add(new History.Told(0, History.id("short").toString(), reserved));
            caught("I3", "short", "was both reserved and refused");
        }

        @Test
        void somethingIsRefusedThatWasThere() {
            history.told("stock.events", "short", "Refused").getFirst().value().put("available", 3);
            caught("I3", "short", "was refused 3 of CAFE, of which 3 were free");
        }

        @Test
        void somethingIsRefusedThoughThereWasEnoughForAll() {
            history.topic("stock.commands").getFirst().value().put("delta", 100);
            history.journal.getFirst().put("delta", 100).put("at", History.BEGIN_MILLIS - 60_000);
            caught("I3", null, "refused, though all 14 that were ever wanted had been put in");
        }

        @Test
        void anAdjustmentIsLost() {
            history.note("stock").put("sku", Story.SKU).put("delta", 7);
            caught("I3", null, "an adjustment of 7 was answered and is not on stock.commands");
        }
    }

    @Nested
    class OfInvoices {

        @Test
        void aPaidOrderHasNone() {
            history.rows(Table.INVOICES).removeAll(history.rowsOf(Table.INVOICES, "unheard"));
            caught("I4", "unheard", "is CONFIRMED and has no invoice");
            caught("I7", "unheard", "invoiced are BRL 0.00");
        }

        @Test
        void anOrderHasTwo() {
            story.invoice("paid", 2);
            history.rows(Table.SERIES).getFirst().put("last_number", "4");
            caught("I4", "paid", "has a second invoice, A-4");
        }

        @Test
        void thereIsAHole() {
            history.rowsOf(Table.INVOICES, "unheard").getFirst().put("number", "4");
            caught("I4", "unheard", "has invoice A-4, which follows 2");
        }

        @Test
        void theSeriesCountsOn() {
            history.rows(Table.SERIES).getFirst().put("last_number", "4");
            caught("I4", null, "Series A counts 4, its last invoice is 3");
        }

        @Test
        void anOrderThatIsNotPaidHasOne() {
            story.invoice("short", 3);
            caught("I4", "short", "is REJECTED and has an invoice");
        }

        @Test
        void oneIsOverAnotherTotal() {
            history.rowsOf(Table.INVOICES, "paid").getFirst().put("total", "21.01");
            caught("I4", "paid", "is invoiced for BRL 21.01 instead of BRL 21.00");
        }

        @Test
        void oneIsNotTold() {
            history.topic("billing.events").removeAll(history.told("billing.events", "paid", "InvoiceIssued"));
            caught("I4", "paid", "billing.events do not tell of");
        }

        @Test
        void oneIsToldDifferently() {
            ((ObjectNode) history.told("billing.events", "paid", "InvoiceIssued")
                            .getFirst()
                            .value()
                            .path("invoice"))
                    .put("number", 9);
            caught("I4", "paid", "tells of another invoice than is on file");
        }

        @Test
        void oneIsNotShown() {
            history.rows(Table.SHOWN_INVOICES).removeAll(history.rowsOf(Table.SHOWN_INVOICES, "paid"));
            caught("I4", "paid", "that the read model does not show");
        }
    }

    @Nested
    class OfLetters {

        @Test
        void aRowIsMissing() {
            history.rows(Table.MESSAGES)
                    .remove(history.rowsOf(Table.MESSAGES, "paid").getFirst());
            caught("I6", "paid", "has no message for ACCEPTED");
        }

        @Test
        void aRowIsThereTwice() {
            history.rows(Table.MESSAGES)
                    .add(history.rowsOf(Table.MESSAGES, "paid").getFirst());
            caught("I6", "paid", "has two messages for ACCEPTED");
        }

        @Test
        void aRowIsNotSent() {
            history.rowsOf(Table.MESSAGES, "paid").getFirst().put("status", "DEAD");
            caught("I6", "paid", "its message for ACCEPTED is DEAD");
        }

        @Test
        void aLetterNeverArrived() {
            Objects.requireNonNull(history.mails).removeFirst();
            caught("I6", "paid", "its message for ACCEPTED never arrived");
        }

        @Test
        void aLetterCameTwiceWhileNothingWasBroken() {
            story.letter("paid", "CONFIRMED");
            caught("I6", "paid", "a second mail for CONFIRMED, while nothing was broken");
        }

        @Test
        void aLetterCameTwiceLongAfterTheFault() {
            history.note("fault").put("name", "smtp-hang").put("target", "smtp").put("phase", "begin");
            history.note("fault").put("name", "smtp-hang").put("target", "smtp").put("phase", "end");
            for (long i = 0; i <= Letters.COPIES_AFTER_MILLIS; i++) {
                history.tick();
            }
            story.letter("paid", "CONFIRMED");
            caught("I6", "paid", "a second mail for CONFIRMED, while nothing was broken");
        }

        @Test
        void aLetterTellsWhatIsNotTrue() {
            story.mailed("short", "CONFIRMED");
            caught("I6", "short", "was told CONFIRMED and is REJECTED");
        }

        @Test
        void aLetterIsAboutNoOrder() {
            story.letter("ghost", "CONFIRMED");
            caught("I6", null, "a mail nobody expects");
        }

        @Test
        void aLetterCameWithoutItsInvoice() {
            Objects.requireNonNull(history.mails).get(1).putArray("attachments");
            caught("I6", "paid", "came without the invoice");
        }
    }

    @Nested
    class OfMoney {

        @Test
        void theMoneyOfACancelledOrderIsKept() {
            history.topic("payments.events").removeAll(history.told("payments.events", "cancelled", "PaymentRefunded"));
            history.rows(Table.CHARGES)
                    .remove(history.rowsOf(Table.CHARGES, "cancelled").getLast());
            caught("I7", "cancelled", "is CANCELLED, and its money is kept");
            caught("I7", "cancelled", "payments.events keep BRL 10.50, invoiced are BRL 0.00");
        }

        @Test
        void aConfirmedOrderWasNeverCharged() {
            history.rows(Table.CHARGES).removeAll(history.rowsOf(Table.CHARGES, "paid"));
            caught("I7", "paid", "the bank keeps BRL 0.00, invoiced are BRL 21.00");
            caught("I7", "paid", "the payment pay_paid, which the bank does not know");
        }

        @Test
        void theBankTookACentTooMuch() {
            history.rowsOf(Table.CHARGES, "paid").getFirst().put("amount", "21.01");
            caught("I7", "paid", "the bank keeps BRL 21.01");
            caught("I7", null, "Over all, payments.events keep BRL 94.50 and the bank BRL 94.51");
        }

        @Test
        void theBankTookMoneyForAnOrderThatNeverWas() {
            story.charge("ghost", "/capture", 1, "pay_ghost");
            caught("I7", "ghost", "the bank moved BRL 10.50 for it, and it was never placed");
        }

        @Test
        void theOutcomeOfAPaymentIsStillUnknown() {
            history.rowsOf(Table.INTENTS, "paid").getFirst().put("status", "UNKNOWN");
            caught("I7", "paid", "CAPTURE is still UNKNOWN");
        }

        @Test
        void nobodyWasToldOfAPayment() {
            history.rowsOf(Table.INTENTS, "paid").getFirst().put("published_at", null);
            caught("I7", "paid", "CAPTURE is APPROVED, and nobody was told");
        }

        @Test
        void theBankRefusedARefund() {
            history.rowsOf(Table.INTENTS, "cancelled").getLast().put("status", "DECLINED");
            caught("I7", "cancelled", "refused to give the money back");
        }
    }

    @Test
    void aShopThatIsWrongEverywhereIsListedUpToALimitAndCountedInFull() {
        for (int i = 0; i < Findings.LISTED_MAX + 5; i++) {
            story.letter("paid", "CONFIRMED");
        }
        Finding finding = history.verdict().finding("I6");
        assertThat(finding.breaches()).hasSize(Findings.LISTED_MAX);
        assertThat(finding.broken()).isEqualTo(Findings.LISTED_MAX + 5);
    }

    private void caught(String invariant, @Nullable String key, String text) {
        Caught.in(history, invariant, key, text);
    }
}
