package io.esteira.platform.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Breaker breaker = new Breaker(nanos::get);

    @Test
    void oneSuccessMakesUpForFailuresBeforeIt() {
        breaker.failed();
        breaker.failed();
        breaker.succeeded();
        breaker.failed();
        breaker.failed();
        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void afterThreeFailuresInARowOneInASecondTries() {
        open();
        assertThat(breaker.admits()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isFalse();
        breaker.failed();
        assertThat(breaker.isOpen()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void nobodyTriesWhileTheDrainerDoes() {
        open();
        breaker.trying(true);
        pass(Duration.ofSeconds(10));
        assertThat(breaker.admits()).isFalse();
        breaker.trying(false);
        assertThat(breaker.admits()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void anyAcknowledgementOpensTheWayForAll() {
        open();
        breaker.succeeded();
        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isTrue();
    }

    private void open() {
        breaker.failed();
        breaker.failed();
        breaker.failed();
        assertThat(breaker.isOpen()).isTrue();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
