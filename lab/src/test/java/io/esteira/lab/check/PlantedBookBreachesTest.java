package io.esteira.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Breaches of invoices, mails and money, each planted into a history that is healthy otherwise. */
class PlantedBookBreachesTest {

    private final Story story = Story.ofAllKinds();
    private final History history = story.history;

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
        void aLetterCameOnceMoreThanTheFaultExplains() {
            history.note("fault").put("name", "smtp-hang").put("target", "smtp").put("phase", "begin");
            story.letter("paid", "CONFIRMED");
            history.note("fault").put("name", "smtp-hang").put("target", "smtp").put("phase", "end");
            for (long i = 0; i <= Letters.COPIES_AFTER_MILLIS; i++) {
                history.tick();
            }
            story.letter("paid", "CONFIRMED");
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
