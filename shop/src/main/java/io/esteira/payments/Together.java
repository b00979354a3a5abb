package io.esteira.payments;

import io.esteira.platform.kafka.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Does for many at once what many ask for one by one: a statement and a commit serve hundreds. Whoever comes while
 * others are being served goes with the next, so that nobody waits for company.
 */
final class Together<T, R> implements AutoCloseable {

    private static final int AT_ONCE = 500;

    private final Function<List<T>, List<R>> work;
    private final BlockingQueue<Wish<T, R>> waiting = new LinkedBlockingQueue<>();
    private final List<Thread> threads;
    private volatile boolean closed;

    /** @param work gives an answer to each, in their order; nothing of it must have happened if it throws */
    Together(String name, int threads, Function<List<T>, List<R>> work) {
        this.work = work;
        this.threads = IntStream.rangeClosed(1, threads)
                .mapToObj(i -> Thread.ofVirtual().name(name + "-" + i).start(this::serve))
                .toList();
    }

    private record Wish<T, R>(T item, CompletableFuture<R> answer) {}

    /** Waits for the answer; throws what the work threw. */
    R ask(T item) {
        Wish<T, R> wish = new Wish<>(item, new CompletableFuture<>());
        waiting.add(wish);
        if (closed) {
            turnAway();
        }
        try {
            return wish.answer().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("It failed for all", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for others", e);
        }
    }

    private void serve() {
        List<Wish<T, R>> some = new ArrayList<>(AT_ONCE);
        try {
            while (!closed) {
                some.add(waiting.take());
                waiting.drainTo(some, AT_ONCE - 1);
                serve(some);
                some.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(List<Wish<T, R>> some) {
        try {
            List<R> answers = work.apply(some.stream().map(Wish::item).toList());
            for (int i = 0; i < some.size(); i++) {
                some.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) {
            if (some.size() == 1 || Surroundings.failed(e)) {
                some.forEach(wish -> wish.answer().completeExceptionally(e));
            } else {
                // One of them is to blame, and the others are not to suffer for it.
                some.forEach(wish -> serve(List.of(wish)));
            }
        }
    }

    private void turnAway() {
        List<Wish<T, R>> late = new ArrayList<>();
        waiting.drainTo(late);
        late.forEach(wish -> wish.answer().completeExceptionally(new CancellationException("Closed")));
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        turnAway();
    }
}
