package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeoutsTest {

    private static final Duration ONE = Duration.ofMillis(1);
    private static final Duration NONE = Duration.ZERO;

    @Test
    void mustBePositiveEachOfThem() {
        assertThat(new Timeouts(ONE, ONE, ONE, ONE).remember()).isEqualTo(ONE);
        assertThatThrownBy(() -> new Timeouts(NONE, ONE, ONE, ONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Timeouts(ONE, NONE, ONE, ONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Timeouts(ONE, ONE, NONE, ONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Timeouts(ONE, ONE, ONE, ONE.negated()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
