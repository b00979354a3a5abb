package io.esteira.intake;

import io.esteira.intake.BatchLines.Line;
import io.esteira.intake.OrderIntake.Prices;
import io.esteira.platform.web.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * One batch: a thread cuts the body into parts as it comes, others place those side by side, and the caller's own
 * answers in the order of the lines. A client that does not read its answers is soon not read from either.
 */
final class Batch implements AutoCloseable {

    /** What a client is promised who reads no answer before all is sent, and some more. */
    private static final int LINES_AHEAD = 6_000;

    private final Batches all;
    private final String client;
    private final Prices prices;
    private final Semaphore ahead = new Semaphore(LINES_AHEAD);
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private volatile boolean abandoned;

    /** @param answers null after the last */
    private record Part(int lines, @Nullable Future<byte[]> answers) {}

    Batch(Batches all, String client, Prices prices) {
        this.all = all;
        this.client = client;
        this.prices = prices;
    }

    /**
     * Returns when the last line is answered.
     *
     * @throws IOException if the client does not take its answers; what was begun is placed all the same
     */
    void run(InputStream body, OutputStream out) throws IOException, InterruptedException {
        all.start(() -> read(body));
        boolean ended = false;
        try {
            ended = answerAll(out);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            if (!ended) {
                abandon();
            }
        }
    }

    private boolean answerAll(OutputStream out) throws IOException, InterruptedException, ExecutionException {
        while (true) {
            Part next = parts.take();
            if (next.answers() == null) {
                return true;
            }
            out.write(next.answers().get());
            ahead.release(next.lines());
            if (mustWaitForMore()) {
                out.flush();
            }
        }
    }

    private boolean mustWaitForMore() {
        Part following = parts.peek();
        return following == null
                || (following.answers() != null && !following.answers().isDone());
    }

    /** The reader is let go: the body is its caller's again when this returns. What was begun is placed all the same. */
    private void abandon() throws InterruptedException {
        abandoned = true;
        ahead.release(LINES_AHEAD);
        while (parts.take().answers() != null) {
            // nobody is there to be told
        }
    }

    private void read(InputStream body) {
        try {
            cut(new BatchLines(body, all.longestLine()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            parts.add(new Part(0, null));
        }
    }

    private void cut(BatchLines lines) throws InterruptedException {
        try {
            List<Line> next = lines.next();
            while (!next.isEmpty() && !abandoned) {
                place(next);
                next = lines.next();
            }
        } catch (IOException e) {
            Problem broken = Problem.of(HttpStatus.BAD_REQUEST, "The body broke off in this line.");
            byte[] answer = BatchAnswer.refused(lines.begun(), null, broken).json();
            parts.add(new Part(0, CompletableFuture.completedFuture(answer)));
        }
    }

    /** A client with a limit is kept to it by waiting; what came before is not kept waiting with it. */
    private void place(List<Line> lines) throws InterruptedException {
        int begin = 0;
        for (int i = 0; i < lines.size(); i++) {
            long nanos = all.nanosUntilNext(client);
            if (nanos > 0) {
                begun(lines.subList(begin, i));
                begin = i;
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        }
        begun(lines.subList(begin, lines.size()));
    }

    private void begun(List<Line> lines) throws InterruptedException {
        if (!lines.isEmpty()) {
            ahead.acquire(lines.size());
            parts.add(new Part(lines.size(), all.place(client, prices, lines)));
        }
    }

    @Override
    public void close() {
        all.closed();
    }
}
