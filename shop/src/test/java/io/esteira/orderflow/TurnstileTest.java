package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnstileTest {

    private static final int PARTITION = 3;
    private static final long START = 1_000_000;

    private final Turnstile turnstile = new Turnstile();
    private final Turnstile.Lane lane = turnstile.open(PARTITION);

    @Test
    void shutsWhenManyAreUnderWay() {
        letIn(Turnstile.ALWAYS_ALLOWED - 1);
        assertThat(turnstile.isShut(PARTITION, START)).isFalse();

        lane.in("one more", START);
        assertThat(turnstile.isShut(PARTITION, START)).isTrue();
    }

    @Test
    void opensWhenOneComesOut() {
        letIn(Turnstile.ALWAYS_ALLOWED);
        lane.out("order-7", START);

        assertThat(turnstile.isShut(PARTITION, START)).isFalse();
    }

    @Test
    void letsTwoInForEachThatComesOut() {
        letIn(Turnstile.ALWAYS_ALLOWED);
        for (int i = 0; i < 100; i++) {
            lane.out("order-" + i, START);
        }
        for (int i = 0; i < 199; i++) {
            lane.in("next-" + i, START);
        }
        assertThat(turnstile.isShut(PARTITION, START)).isFalse();

        lane.in("one more", START);
        assertThat(turnstile.isShut(PARTITION, START)).isTrue();
    }

    @Test
    void letsInAsManyMoreAsCameOutInTheLastSeconds() {
        int many = 3 * Turnstile.ALWAYS_ALLOWED;
        for (int i = 0; i < many; i++) {
            lane.in("gone-" + i, START);
            lane.out("gone-" + i, START);
        }
        letIn(Turnstile.ALWAYS_ALLOWED + many - 1);
        long seconds = 1_000L * Turnstile.WINDOW_SECONDS;
        assertThat(turnstile.isShut(PARTITION, START + seconds - 1_000)).isFalse();
        assertThat(turnstile.isShut(PARTITION, START + seconds)).isTrue();
    }

    @Test
    void isFilledWithinSecondsWhereOrdersComeOutSoon() {
        assertThat(underWayAfter(10, 10_000)).isGreaterThan(30_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 400})
    void isNotFilledWithMoreThanComesOutInThoseSeconds(int perSecond) {
        assertThat(underWayAfter(120, perSecond))
                .isBetween(Turnstile.ALWAYS_ALLOWED, Turnstile.ALWAYS_ALLOWED + Turnstile.WINDOW_SECONDS * perSecond);
    }

    @Test
    void doesNotCountWhatNeverWentIn() {
        letIn(Turnstile.ALWAYS_ALLOWED);
        for (int i = 0; i < 2 * Turnstile.ALWAYS_ALLOWED; i++) {
            lane.out("unknown-" + i, START);
        }

        assertThat(turnstile.isShut(PARTITION, START)).isTrue();
    }

    @Test
    void countsAnOrderOnceHoweverOftenItComes() {
        letIn(Turnstile.ALWAYS_ALLOWED - 1);
        letIn(Turnstile.ALWAYS_ALLOWED - 1);

        assertThat(turnstile.isShut(PARTITION, START)).isFalse();
    }

    @Test
    void isNotKeptShutByOrdersThatAreStuck() {
        letIn(2 * Turnstile.ALWAYS_ALLOWED);

        assertThat(turnstile.isShut(PARTITION, START + Turnstile.STUCK_AFTER.toMillis()))
                .isTrue();
        assertThat(turnstile.isShut(PARTITION, START + Turnstile.STUCK_AFTER.toMillis() + 1))
                .isFalse();
    }

    @Test
    void isKeptShutByOrdersThatTakeLongWhileOthersComeOut() {
        letIn(2 * Turnstile.ALWAYS_ALLOWED);
        long later = START + Turnstile.LEFT_BEHIND_AFTER.toMillis();
        lane.out("order-0", later);

        assertThat(turnstile.isShut(PARTITION, later)).isTrue();
        assertThat(turnstile.isShut(PARTITION, later + 1)).isFalse();
    }

    @Test
    void holdsBackTheOrdersOfItsPartitionAlone() {
        turnstile.open(PARTITION + 1);
        letIn(Turnstile.ALWAYS_ALLOWED);

        assertThat(turnstile.isShut(PARTITION + 1, START)).isFalse();
    }

    @Test
    void knowsNoOrdersOfATransactionThatWasAborted() {
        letIn(Turnstile.ALWAYS_ALLOWED);
        Turnstile.Lane revived = turnstile.open(PARTITION);
        turnstile.close(PARTITION, lane);
        revived.in("order-0", START);

        assertThat(turnstile.isShut(PARTITION, START)).isFalse();
    }

    /** Of a backlog, in a flow that takes a second for each order, or longer if there are more than it can do. */
    private int underWayAfter(int seconds, int perSecond) {
        Deque<Long> underWay = new ArrayDeque<>();
        long next = 0;
        for (long now = START; now < START + 1_000L * seconds; now += 100) {
            for (int n = 0; n < perSecond / 10 && !underWay.isEmpty() && underWay.peek() <= now - 1_000; n++) {
                underWay.remove();
                lane.out("order-" + (next - underWay.size() - 1), now);
            }
            while (!turnstile.isShut(PARTITION, now)) {
                lane.in("order-" + next++, now);
                underWay.add(now);
            }
        }
        return underWay.size();
    }

    private void letIn(int count) {
        for (int i = 0; i < count; i++) {
            lane.in("order-" + i, START);
        }
    }
}
