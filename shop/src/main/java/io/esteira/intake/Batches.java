package io.esteira.intake;

import io.esteira.intake.BatchLines.Line;
import io.esteira.intake.OrderIntake.Prices;
import io.esteira.platform.web.Problem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** What all batches of this process share, so that what they hold is bounded together. */
final class Batches implements AutoCloseable {

    /** The code of a 503 because too many batches are under way already. */
    static final String TOO_MANY_BATCHES = "TOO_MANY_BATCHES";

    /** Some dozens of lines each: enough to keep Kafka busy, few enough to hold little. */
    private static final int PARTS_AT_ONCE = 32;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final BatchPlacing placing;
    private final RateLimit limit;
    private final int longestLine;
    private final Semaphore batches;
    private final Semaphore parts = new Semaphore(PARTS_AT_ONCE, true);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("batch-", 0).factory());

    /**
     * @param longestLine bytes of a line that is read
     * @param atOnce batches that are taken at a time
     */
    Batches(BatchPlacing placing, RateLimit limit, int longestLine, int atOnce) {
        this.placing = placing;
        this.limit = limit;
        this.longestLine = longestLine;
        this.batches = new Semaphore(atOnce);
    }

    /**
     * Makes room for a batch, which must be closed.
     *
     * @throws Problem 503 if there is none
     */
    Batch open(String client, Prices prices) {
        if (!batches.tryAcquire()) {
            throw Problem.unavailable(
                    TOO_MANY_BATCHES, "Too many batches are under way. Send it again, later.", RETRY_AFTER);
        }
        return new Batch(this, client, prices);
    }

    void closed() {
        batches.release();
    }

    int longestLine() {
        return longestLine;
    }

    /** From the bucket that single orders are taken from, too; a batch waits where those are refused. */
    long nanosUntilNext(String client) {
        return limit.nanosUntilTaken(client);
    }

    void start(Runnable reader) {
        threads.execute(reader);
    }

    /** Begins to place {@code lines} as soon as there is room. */
    Future<byte[]> place(String client, Prices prices, List<Line> lines) throws InterruptedException {
        parts.acquire();
        return threads.submit(() -> {
            try {
                return placing.place(client, prices, lines);
            } finally {
                parts.release();
            }
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
