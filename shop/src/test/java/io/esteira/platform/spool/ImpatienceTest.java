package io.esteira.platform.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImpatienceTest {

    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Impatience impatience = new Impatience(PATIENCE);

    @AfterEach
    void close() {
        impatience.close();
    }

    @Test
    void givesUpWhatTakesTooLongAndNothingElse() {
        CompletableFuture<String> done = new CompletableFuture<>();
        CompletableFuture<String> tooLong = new CompletableFuture<>();
        CompletableFuture<String> inTime = new CompletableFuture<>();
        done.complete("acknowledged");
        impatience.watch(done, begun(PATIENCE.multipliedBy(2)));
        impatience.watch(tooLong, begun(PATIENCE));
        impatience.watch(inTime, begun(Duration.ZERO));

        assertThat(tooLong)
                .failsWithin(SOON)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(TimeoutException.class);
        assertThat(done).isCompletedWithValue("acknowledged");
        assertThat(inTime).isNotDone();
    }

    @Test
    void comesToWhatBeganAfterSomethingThatEndedByItself() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        impatience.watch(first, begun(Duration.ZERO));
        impatience.watch(second, begun(PATIENCE));

        first.complete("acknowledged");

        assertThat(second).failsWithin(SOON).withThrowableOfType(ExecutionException.class);
    }

    private static long begun(Duration ago) {
        return System.nanoTime() - ago.toNanos();
    }
}
