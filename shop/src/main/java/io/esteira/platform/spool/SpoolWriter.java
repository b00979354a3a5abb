package io.esteira.platform.spool;

import io.esteira.platform.spool.SpoolTable.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Writes what many requests want written at the same time with one statement, so that they share a commit. However many
 * they are, they use one connection, and no more of them wait than there is room for.
 */
final class SpoolWriter implements AutoCloseable {

    private static final int ROOM = 5_000;
    private static final int AT_ONCE = 500;
    private static final long BYTES_AT_ONCE = 4L * 1024 * 1024;
    private static final long IDLE_MILLIS = 500;

    private final SpoolTable table;
    private final SpoolWatch watch;
    private final Duration timeout;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(ROOM);
    private final Loop loop;

    /** The outcome is the value that came before under the same topic and key, or empty if the record was written. */
    private record Waiting(SpoolRecord record, CompletableFuture<Optional<byte[]>> outcome) {}

    /** @param timeout how long a request waits for its record to be written */
    SpoolWriter(SpoolTable table, SpoolWatch watch, Duration timeout) {
        this.table = table;
        this.watch = watch;
        this.timeout = timeout;
        this.loop = new Loop("spool-writer", this::writeSome);
    }

    /**
     * Returns when the record is committed.
     *
     * @return the value that was there before under the same topic and key; the record is not written then
     * @throws SpoolUnavailable if that is not known in time
     */
    Optional<byte[]> write(SpoolRecord record) {
        Waiting waiting = new Waiting(record, new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            throw new SpoolUnavailable("Too many records wait for the spool", null);
        }
        try {
            return waiting.outcome().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new SpoolUnavailable("The spool could not be written", e.getCause());
        } catch (TimeoutException e) {
            throw new SpoolUnavailable("The spool was not written within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SpoolUnavailable("Interrupted while waiting for the spool", e);
        } finally {
            waiting.outcome().cancel(false); // nobody waits any more: it need not be written if it was not yet
        }
    }

    private Duration writeSome() throws InterruptedException {
        Waiting first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            List<Waiting> batch = batch(first);
            if (!batch.isEmpty()) {
                write(batch);
            }
        }
        return Duration.ZERO;
    }

    private List<Waiting> batch(Waiting first) {
        List<Waiting> batch = new ArrayList<>();
        long bytes = 0;
        for (Waiting next = first; next != null; next = queue.poll()) {
            if (!next.outcome().isDone()) {
                batch.add(next);
                bytes += next.record().value().length;
            }
            if (batch.size() == AT_ONCE || bytes >= BYTES_AT_ONCE) {
                break;
            }
        }
        return batch;
    }

    private void write(List<Waiting> batch) {
        watch.entering(batch.size());
        try {
            Set<Place> written = table.add(batch.stream().map(Waiting::record).toList());
            for (Waiting each : batch) {
                // Of two records for one place the first was written, and is what the second finds there.
                if (written.remove(
                        new Place(each.record().topic(), each.record().key()))) {
                    each.outcome().complete(Optional.empty());
                } else {
                    each.outcome().complete(Optional.of(before(each.record())));
                }
            }
        } catch (DataAccessException | TransactionException e) {
            watch.unreachable();
            fail(batch, e);
        } catch (RuntimeException | Error e) {
            fail(batch, e);
            throw e;
        }
    }

    private byte[] before(SpoolRecord record) {
        return table.find(record.topic(), record.key())
                .orElseThrow(() -> new SpoolUnavailable("The record that was there before is gone", null));
    }

    private static void fail(List<Waiting> batch, @Nullable Throwable cause) {
        SpoolUnavailable failure = new SpoolUnavailable("The spool could not be written", cause);
        batch.forEach(each -> each.outcome().completeExceptionally(failure));
    }

    @Override
    public void close() {
        loop.close();
    }
}
