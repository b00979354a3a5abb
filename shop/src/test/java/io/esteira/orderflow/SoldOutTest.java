package io.esteira.orderflow;

import static io.esteira.orderflow.Orders.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.StockEvent;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SoldOutTest {

    private static final long HOLDS = SoldOut.HOLDS.toMillis();
    private static final long ASK_EVERY = SoldOut.ASK_EVERY.toMillis();

    private final SoldOut soldOut = new SoldOut();
    private long nowMillis = Orders.PLACED_AT.toEpochMilli();

    @BeforeEach
    void aRush() {
        refused(SoldOut.RUSH, "TEA", 0);
        // The first of them all asks again.
        assertThat(turnsAway(line("TEA", 1))).isFalse();
    }

    @Test
    void asksForEachOrderUntilMostAreRefused() {
        refused(SoldOut.RUSH - 1, "CUP", 0);
        assertThat(turnsAway(line("CUP", 1))).isFalse();
        assertThat(turnsAway(line("CUP", 1))).isFalse();

        refused(1, "CUP", 0);
        assertThat(turnsAway(line("CUP", 1))).isFalse();
        assertThat(turnsAway(line("CUP", 1))).isTrue();
    }

    @Test
    void letsOneAskNowAndThen() {
        assertThat(turnsAway(line("TEA", 1))).isTrue();

        nowMillis += ASK_EVERY;
        assertThat(turnsAway(line("TEA", 1))).isFalse();
        assertThat(turnsAway(line("TEA", 1))).isTrue();
    }

    @Test
    void asksAgainForEachOnceSomebodyGotOne() {
        soldOut.heard(new StockEvent.Reserved(OrderId.derive("test", "lucky"), "TEA", 1, now()), nowMillis);

        assertThat(turnsAway(line("TEA", 1))).isFalse();
        assertThat(turnsAway(line("TEA", 1))).isFalse();
    }

    @Test
    void asksAgainForEachWhenNothingWasHeardForTooLong() {
        nowMillis += HOLDS;
        assertThat(turnsAway(line("TEA", 1))).isFalse();
        assertThat(turnsAway(line("TEA", 1))).isTrue();

        nowMillis++;
        assertThat(turnsAway(line("TEA", 1))).isFalse();
        assertThat(turnsAway(line("TEA", 1))).isFalse();
    }

    @Test
    void holdsForAsLongAsThoseWhoAskAreRefused() {
        for (int i = 0; i < 100; i++) {
            nowMillis += HOLDS;
            assertThat(turnsAway(line("TEA", 1))).isFalse();
            refused(1, "TEA", 0);
            assertThat(turnsAway(line("TEA", 1))).isTrue();
        }
    }

    @Test
    void fewRefusalsOverALongTimeAreNoRush() {
        for (int i = 0; i < 2 * SoldOut.RUSH; i++) {
            nowMillis += HOLDS + 1;
            refused(1, "CUP", 0);
        }
        assertThat(turnsAway(line("CUP", 1))).isFalse();
        assertThat(turnsAway(line("CUP", 1))).isFalse();
    }

    @Test
    void whoWantsNoMoreThanThereWasMayAsk() {
        refused(1, "TEA", 2);

        assertThat(turnsAway(line("TEA", 2))).isFalse();
        assertThat(turnsAway(line("TEA", 3))).isTrue();
    }

    @Test
    void whoWantsSomethingElseTooIsToHearOfEverythingThatIsShort() {
        assertThat(turnsAway(line("TEA", 1), line("CUP", 1))).isFalse();

        refused(SoldOut.RUSH, "CUP", 0);
        assertThat(turnsAway(line("TEA", 1), line("CUP", 1))).isFalse();
        assertThat(turnsAway(line("TEA", 1), line("CUP", 1))).isTrue();
    }

    @Test
    void answersThatWereLongOnTheirWayTellNothing() {
        for (int i = 0; i < SoldOut.RUSH; i++) {
            soldOut.heard(refusal("CUP", 0, now().minus(SoldOut.HOLDS).minusMillis(1)), nowMillis);
        }
        assertThat(turnsAway(line("CUP", 1))).isFalse();
        assertThat(turnsAway(line("CUP", 1))).isFalse();
    }

    @Test
    void aClockThatIsAheadMakesNoAnswerHoldForLonger() {
        for (int i = 0; i < SoldOut.RUSH; i++) {
            soldOut.heard(refusal("CUP", 0, now().plusSeconds(3_600)), nowMillis);
        }
        assertThat(turnsAway(line("CUP", 1))).isFalse();
        assertThat(turnsAway(line("CUP", 1))).isTrue();

        nowMillis += HOLDS + 1;
        assertThat(turnsAway(line("CUP", 1))).isFalse();
        assertThat(turnsAway(line("CUP", 1))).isFalse();
    }

    @Test
    void remembersOnlySoManyArticles() {
        for (int i = 0; i < 1_000; i++) {
            refused(1, "OTHER-" + i, 0);
        }
        assertThat(turnsAway(line("TEA", 1))).isFalse();
        assertThat(turnsAway(line("TEA", 1))).isFalse();
    }

    private void refused(int orders, String sku, int available) {
        for (int i = 0; i < orders; i++) {
            soldOut.heard(refusal(sku, available, now()), nowMillis);
        }
    }

    private static StockEvent refusal(String sku, int available, Instant at) {
        return new StockEvent.Refused(OrderId.derive("test", sku), sku, available + 1, available, at);
    }

    private boolean turnsAway(OrderLine... lines) {
        return soldOut.turnsAway(Demand.of(Orders.order("one", lines)), nowMillis);
    }

    private Instant now() {
        return Instant.ofEpochMilli(nowMillis);
    }
}
