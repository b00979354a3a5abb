package io.esteira.lab.check;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Breaches of stock, each planted into a history that is healthy otherwise. */
class PlantedStockBreachesTest {

    private final Story story = Story.ofAllKinds();
    private final History history = story.history;

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
    void oneVersionOfALevelSaysTwoThings() {
        History.Told last = history.topic("stock.levels").getLast();
        ObjectNode other = last.value().deepCopy();
        other.put("onHand", other.get("onHand").asInt() + 1)
                .put("available", other.get("available").asInt() + 1);
        history.topic("stock.levels").add(new History.Told(last.partition(), last.key(), other));
        caught("I3", null, "from version 11 to 11");
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
        ObjectNode release =
                history.told("stock.requests", "declined", "Release").getFirst().value();
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
    void somebodyIsTurnedAwayFromWhatWasThere() {
        // Three were refused, two could have been had.
        story.turnedAway("modest", 1);
        caught("I5", "modest", "is REJECTED for OUT_OF_STOCK, and no stock was refused");
    }

    @Test
    void somebodyIsTurnedAwayLongAfterTheLastRefusal() {
        for (int millis = 0; millis < 4_000; millis++) {
            history.tick();
        }
        story.turnedAway("late", 3);
        caught("I5", "late", "is REJECTED for OUT_OF_STOCK, and no stock was refused");
    }

    @Test
    void anAdjustmentIsLost() {
        history.note("stock").put("sku", Story.SKU).put("delta", 7);
        caught("I3", null, "an adjustment of 7 was answered and is not on stock.commands");
    }

    private void caught(String invariant, @Nullable String key, String text) {
        Caught.in(history, invariant, key, text);
    }
}
