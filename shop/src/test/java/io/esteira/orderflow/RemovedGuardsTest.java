package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation is worth something only if it notices what it is there for. */
class RemovedGuardsTest {

    private static final int SEEDS = 500;

    @ParameterizedTest
    @EnumSource
    void theSimulationSeesThatAGuardWasRemoved(RemovedGuard guard) {
        var failing = SimulationRun.firstFailure(LongStream.range(0, SEEDS), guard);

        assertThat(failing).isPresent();
        assertThat(SimulationRun.story(failing.getAsLong(), guard)).doesNotEndWith(SimulationRun.HELD);
    }
}
