package io.esteira.platform.spool;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives up, for all who wait, what takes too long. One thread looks once in a while: a timer for each who waits would
 * cost a busy process a fifth of all it can do.
 */
final class Impatience implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 50;

    /** In the order of their beginning, nearly; what is done leaves when it is at the head. */
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    private final long patienceNanos;
    private final Thread thread;

    private record Waiting(CompletableFuture<?> outcome, long deadlineNanos) {

        boolean isOver(long nowNanos) {
            return outcome.isDone() || nowNanos - deadlineNanos >= 0;
        }
    }

    Impatience(Duration patience) {
        this.patienceNanos = patience.toNanos();
        this.thread = Thread.ofPlatform().name("durable-patience").daemon().start(this::run);
    }

    /**
     * Fails {@code outcome} with a {@link TimeoutException} where nothing else has ended it when patience is over.
     *
     * @param begunNanos when the waiting began, by {@link System#nanoTime()}
     */
    void watch(CompletableFuture<?> outcome, long begunNanos) {
        waiting.add(new Waiting(outcome, begunNanos + patienceNanos));
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                giveUp(System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp(long nowNanos) {
        for (Waiting oldest = waiting.peek(); oldest != null && oldest.isOver(nowNanos); oldest = waiting.peek()) {
            waiting.remove();
            var _ = oldest.outcome().completeExceptionally(new TimeoutException());
        }
    }

    /** Whoever still waits waits for the producer's own end. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
