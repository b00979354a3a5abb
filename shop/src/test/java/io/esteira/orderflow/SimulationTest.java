package io.esteira.orderflow;

import org.junit.jupiter.api.Test;

/** Orders and stock together, in hundreds of random worlds. */
class SimulationTest {

    private static final int SEEDS = 400;

    @Test
    void nothingLeaksOrIsOversoldOrEndsTwiceHoweverMessagesInterleaveAndRepeat() {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                new Simulation(seed).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
