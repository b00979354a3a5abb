package io.esteira.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthyHistoryTest {

    private final Story story = Story.ofAllKinds();
    private final History history = story.history;

    @Test
    void holdsInAllEightAndCountsWhatItSaw() {
        Verdict verdict = holds();
        assertThat(verdict.findings()).hasSize(8).allMatch(finding -> finding.checked() > 0);
        assertThat(verdict.figures())
                .containsEntry("keys", 7L)
                .containsEntry("attempts", 7L)
                .containsEntry("orders", 6L)
                .containsEntry("orders CONFIRMED", 3L)
                .containsEntry("orders REJECTED OUT_OF_STOCK", 1L)
                .containsEntry("orders REJECTED PAYMENT_DECLINED", 1L)
                .containsEntry("orders CANCELLED", 1L)
                .containsEntry("orders that no client knows of", 1L)
                .containsEntry("pieces sold", 9L)
                .containsEntry("invoices", 3L)
                .containsEntry("mails", 12L)
                .containsEntry("mails, second copies", 0L);
    }

    @Test
    void anOrderThatIsAcceptedTwiceUnderOneIdIsOneOrder() {
        history.topic("orders.pending").add(history.topic("orders.pending").getFirst());
        assertThat(holds().figures()).containsEntry("orders", 6L).containsEntry("orders.pending, repetitions", 1L);
    }

    @Test
    void factsThatAreToldAgainAreTheSameFacts() {
        for (String topic : new String[] {"stock.requests", "stock.events", "payments.events", "billing.events"}) {
            history.topic(topic).addAll(history.topic(topic));
        }
        assertThat(holds().figures())
                .containsEntry("stock.requests, repetitions", 11L)
                .containsEntry("billing.events, repetitions", 3L);
    }

    @Test
    void aLevelMayBeToldAgainAsItWas() {
        history.topic("stock.levels").add(history.topic("stock.levels").getLast());
        holds();
    }

    @Test
    void anEventThatWasWrittenOnceMoreOnPurposeIsNoBreach() {
        History.Told first = history.topic("orders.events").getFirst();
        history.note("duplicated").put("topic", "orders.events").put("of", first.partition() + "/0");
        history.topic("orders.events").add(first);
        holds();
    }

    @Test
    void poisonIsPassedOver() {
        History.Told first = history.topic("orders.events").getFirst();
        history.topic("orders.events")
                .addFirst(new History.Told(
                        first.partition(), "x", History.JSON.createObjectNode().put("type", "Nonsense")));
        history.note("poison")
                .put("topic", "orders.events")
                .put("partition", first.partition())
                .put("offset", 0)
                .putNull("order");
        holds();
    }

    @Test
    void aSecondLetterIsFairWhereSomethingWasBrokenAndIsCounted() {
        history.note("fault").put("name", "smtp-hang").put("target", "smtp").put("phase", "begin");
        story.letter("paid", "CONFIRMED");
        history.note("fault").put("name", "smtp-hang").put("target", "smtp").put("phase", "end");
        assertThat(holds().figures()).containsEntry("mails, second copies", 1L);
    }

    @Test
    void aSecondLetterIsFairHoweverLateWhereSomethingWasBrokenWhenTheFirstWent() {
        history.note("fault").put("name", "postgres-kill").put("target", "").put("phase", "begin");
        story.letter("paid", "CONFIRMED");
        history.note("fault").put("name", "postgres-kill").put("target", "").put("phase", "end");
        longAfter();
        story.letter("paid", "CONFIRMED");
        assertThat(holds().figures()).containsEntry("mails, second copies", 2L);
    }

    private void longAfter() {
        for (long i = 0; i <= Letters.COPIES_AFTER_MILLIS; i++) {
            history.tick();
        }
    }

    @Test
    void inARushSomeAreTurnedAwayUnasked() {
        story.turnedAway("late", 3);
        assertThat(holds().figures())
                .containsEntry("orders REJECTED OUT_OF_STOCK", 2L)
                .containsEntry("orders turned away in a rush", 1L);
    }

    @Test
    void withoutAMailboxTheRowsAreJudgedAlone() {
        history.mails = null;
        assertThat(holds().figures()).doesNotContainKey("mails").containsEntry("messages", 12L);
    }

    @Test
    void anAdjustmentThatWasParkedMayHaveBeenCarriedOutOrNot() {
        History.Told adjust = new History.Told(
                0,
                Story.SKU,
                History.JSON
                        .createObjectNode()
                        .put("type", "Adjust")
                        .put("sku", Story.SKU)
                        .put("adjustmentId", "parked")
                        .put("delta", -100));
        history.topic("stock.commands").add(adjust);
        history.topic("stock.commands.dlt").add(adjust);
        assertThat(holds().figures()).containsEntry("dead letters on stock.commands.dlt", 1L);
    }

    private Verdict holds() {
        Verdict verdict = history.verdict();
        assertThat(verdict.holds()).as(() -> String.join("\n", verdict.lines())).isTrue();
        return verdict;
    }
}
