package io.esteira.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.platform.web.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final AtomicLong nanos = new AtomicLong();
    private final RateLimit limit = new RateLimit(10, nanos::get);

    @Test
    void aClientThatIsTooFastWaits() {
        take("a", 10);
        assertThatThrownBy(() -> limit.take("a")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status().value()).isEqualTo(429);
            assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        });

        nanos.addAndGet(Duration.ofMillis(250).toNanos());
        take("a", 2);
        assertThatThrownBy(() -> limit.take("a")).isInstanceOf(Problem.class);
    }

    @Test
    void whoOnlyTriesTakesNothingWhereThereIsNothing() {
        take("a", 10);
        assertThat(limit.tryTake("a")).isFalse();
        assertThat(limit.tryTake("a")).isFalse();

        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(limit.tryTake("a")).isTrue();
        assertThat(limit.tryTake("a")).isFalse();
    }

    @Test
    void restsDoNotAddUpBeyondASecond() {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        take("a", 10);
        assertThatThrownBy(() -> limit.take("a")).isInstanceOf(Problem.class);
    }

    @Test
    void clientsDoNotWaitForEachOther() {
        take("a", 10);
        take("b", 10);
    }

    @Test
    void zeroIsNoLimit() {
        RateLimit none = new RateLimit(0, nanos::get);
        for (int i = 0; i < 10_000; i++) {
            none.take("a");
        }
    }

    @Test
    void whoCanWaitIsToldForHowLongAndOthersOfTheSameClientComeAfterHim() {
        take("a", 10);
        assertThat(Duration.ofNanos(limit.nanosUntilTaken("a"))).isEqualTo(Duration.ofMillis(100));
        assertThat(Duration.ofNanos(limit.nanosUntilTaken("a"))).isEqualTo(Duration.ofMillis(200));

        nanos.addAndGet(Duration.ofMillis(250).toNanos());
        assertThatThrownBy(() -> limit.take("a")).isInstanceOf(Problem.class);
        assertThat(limit.nanosUntilTaken("b")).isZero();

        nanos.addAndGet(Duration.ofMillis(50).toNanos());
        take("a", 1);
    }

    @Test
    void whoCanWaitNeverDoesWithoutALimit() {
        assertThat(new RateLimit(0, nanos::get).nanosUntilTaken("a")).isZero();
    }

    private void take(String client, int orders) {
        for (int i = 0; i < orders; i++) {
            limit.take(client);
        }
    }
}
