package io.esteira.lab.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void comesAtOnceAndSteadilyWithoutARamp() {
        Pace pace = new Pace(10, 0);

        assertThat(pace.dueMillis(0)).isZero();
        assertThat(pace.dueMillis(1)).isEqualTo(100);
        assertThat(pace.dueMillis(1_000)).isEqualTo(100_000);
    }

    @Test
    void growsToItsRateWithoutASkip() {
        Pace pace = new Pace(200, 60);

        assertThat(pace.dueMillis(0)).isZero();
        assertThat(pace.dueMillis(1_500)).isEqualTo(30_000); // half of the ramp: a quarter of its shoppers
        assertThat(pace.dueMillis(6_000)).isEqualTo(60_000);
        assertThat(pace.dueMillis(6_200)).isEqualTo(61_000);
        for (int number = 1; number < 7_000; number++) {
            assertThat(pace.dueMillis(number)).isGreaterThanOrEqualTo(pace.dueMillis(number - 1));
        }
    }
}
