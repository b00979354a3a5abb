package io.esteira.lab.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void whoeverComesLateKnowsWhenEachRequestWasDue() {
        Pace pace = Pace.open(1_000, 5_000_000);
        assertThat(pace.take(4_999_999)).isEqualTo(Pace.NOT_YET);
        assertThat(pace.waitNanos(4_999_999)).isEqualTo(1);

        List<Long> due = new ArrayList<>();
        for (long next = pace.take(8_500_000); next != Pace.NOT_YET; next = pace.take(8_500_000)) {
            due.add(next);
        }

        assertThat(due).containsExactly(5_000_000L, 6_000_000L, 7_000_000L, 8_000_000L);
        assertThat(pace.waitNanos(8_500_000)).isEqualTo(500_000);
    }

    @Test
    void aGateLetsThroughAsManyAsItIsToldAndNeverFewerThanBefore() {
        Gate gate = new Gate();
        Pace pace = Pace.gated(gate);
        assertThat(pace.take(1)).isEqualTo(Pace.NOT_YET);

        gate.allow(2);
        gate.allow(1);

        assertThat(pace.take(2)).isEqualTo(2);
        assertThat(pace.take(3)).isEqualTo(3);
        assertThat(pace.take(4)).isEqualTo(Pace.NOT_YET);
    }
}
