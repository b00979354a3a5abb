package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Orders and stock together, in thousands of random shops. One that fails is told step by step, and comes again with
 * {@code -Desteira.simulation.seed=4711}; {@code -Desteira.simulation.seeds=100000} looks at more of them.
 */
class SimulationTest {

    private static final String ONE_SEED = "esteira.simulation.seed";
    private static final String SEEDS = "esteira.simulation.seeds";
    private static final long SEEDS_DEFAULT = 10_000;

    @Test
    void nothingIsLostDoubledOversoldOrLeftWaitingHoweverMessagesInterleaveAndRepeatAndThreadsDie() {
        Long seed = Long.getLong(ONE_SEED);
        if (seed != null) {
            String story = SimulationRun.story(seed, Deciders.REAL);
            System.out.println(story);
            assertThat(story).endsWith(SimulationRun.HELD);
            return;
        }
        LongStream seeds =
                LongStream.range(0, Long.getLong(SEEDS, SEEDS_DEFAULT)).parallel();
        OptionalLong failing = SimulationRun.firstFailure(seeds, Deciders.REAL);
        if (failing.isPresent()) {
            throw new AssertionError(SimulationRun.story(failing.getAsLong(), Deciders.REAL));
        }
    }

    @Test
    void aSeedTellsTheSameStoryEachTime() {
        String first = SimulationRun.story(2, Deciders.REAL);

        assertThat(first).contains("crashes", "commits", "is placed").endsWith(SimulationRun.HELD);
        assertThat(SimulationRun.story(2, Deciders.REAL)).isEqualTo(first);
    }
}
