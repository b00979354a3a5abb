package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnstileTest {

    private static final int PARTITION = 3;
    private static final long START = 1_000_000;

    private final Turnstile turnstile = new Turnstile();
    private final Turnstile.Lane lane = turnstile.open(PARTITION);

    @Test
    void shutsWhenManyAreUnderWay() {
        letIn(Turnstile.UNDER_WAY_ALLOWED - 1);
        assertThat(turnstile.isShut(PARTITION, START)).isFalse();

        lane.in("one more", START);
        assertThat(turnstile.isShut(PARTITION, START)).isTrue();
    }

    @Test
    void opensWhenOneComesOut() {
        letIn(Turnstile.UNDER_WAY_ALLOWED);
        lane.out("order-7", START);

        assertThat(turnstile.isShut(PARTITION, START)).isFalse();
    }

    @Test
    void letsInAsManyAsCameOutInTheLastSeconds() {
        int many = 3 * Turnstile.UNDER_WAY_ALLOWED;
        for (int i = 0; i < many; i++) {
            lane.in("gone-" + i, START);
            lane.out("gone-" + i, START);
        }
        letIn(many - 1);
        long seconds = 1_000L * Turnstile.WINDOW_SECONDS;
        assertThat(turnstile.isShut(PARTITION, START + seconds - 1_000)).isFalse();
        assertThat(turnstile.isShut(PARTITION, START + seconds)).isTrue();
    }

    @Test
    void doesNotCountWhatNeverWentIn() {
        letIn(Turnstile.UNDER_WAY_ALLOWED);
        for (int i = 0; i < 2 * Turnstile.UNDER_WAY_ALLOWED; i++) {
            lane.out("unknown-" + i, START);
        }

        assertThat(turnstile.isShut(PARTITION, START)).isTrue();
    }

    @Test
    void countsAnOrderOnceHoweverOftenItComes() {
        letIn(Turnstile.UNDER_WAY_ALLOWED - 1);
        letIn(Turnstile.UNDER_WAY_ALLOWED - 1);

        assertThat(turnstile.isShut(PARTITION, START)).isFalse();
    }

    @Test
    void isNotKeptShutByOrdersThatAreStuck() {
        letIn(2 * Turnstile.UNDER_WAY_ALLOWED);

        assertThat(turnstile.isShut(PARTITION, START + Turnstile.STUCK_AFTER.toMillis()))
                .isTrue();
        assertThat(turnstile.isShut(PARTITION, START + Turnstile.STUCK_AFTER.toMillis() + 1))
                .isFalse();
    }

    @Test
    void holdsBackTheOrdersOfItsPartitionAlone() {
        turnstile.open(PARTITION + 1);
        letIn(Turnstile.UNDER_WAY_ALLOWED);

        assertThat(turnstile.isShut(PARTITION + 1, START)).isFalse();
    }

    @Test
    void knowsNoOrdersOfATransactionThatWasAborted() {
        letIn(Turnstile.UNDER_WAY_ALLOWED);
        Turnstile.Lane revived = turnstile.open(PARTITION);
        turnstile.close(PARTITION, lane);
        revived.in("order-0", START);

        assertThat(turnstile.isShut(PARTITION, START)).isFalse();
    }

    private void letIn(int count) {
        for (int i = 0; i < count; i++) {
            lane.in("order-" + i, START);
        }
    }
}
