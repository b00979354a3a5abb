package io.esteira.platform.spool;

import io.esteira.platform.spool.SpoolTable.Backlog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.dao.DataAccessException;

/** Knows, without asking for each record, how much is in the spool: by all processes, a second late; by this one, now. */
final class SpoolWatch {

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Counting a large backlog takes a while; it may take this part of the time. */
    private static final int SHARE_OF_TIME = 20;

    private final SpoolTable table;
    private final Duration keepSent;
    private final AtomicLong entered = new AtomicLong();
    private volatile boolean reachable = true;
    private volatile Seen seen = new Seen(new Backlog(0, 0, false), 0);

    private record Seen(Backlog backlog, long enteredBefore) {}

    SpoolWatch(SpoolTable table, Duration keepSent) {
        this.table = table;
        this.keepSent = keepSent;
    }

    /** To be said before the records are written, so that nobody looks between. */
    void entering(int records) {
        entered.addAndGet(records);
    }

    void unreachable() {
        reachable = false;
    }

    boolean isReachable() {
        return reachable;
    }

    /** Whether a look into the spool may find something and is likely to be answered. True until the first look. */
    boolean isWorthALook() {
        Seen last = seen;
        return reachable && (!last.backlog().empty() || entered.get() != last.enteredBefore());
    }

    /** Those that wait; more rather than less. */
    long waiting() {
        Seen last = seen;
        return last.backlog().waiting() + entered.get() - last.enteredBefore();
    }

    double oldestSeconds() {
        return seen.backlog().oldestSeconds();
    }

    /** @return how long until the next look */
    Duration look() {
        long begunNanos = System.nanoTime();
        try {
            table.forgetSent(keepSent);
            long before = entered.get();
            seen = new Seen(table.backlog(), before);
            reachable = true;
        } catch (DataAccessException e) {
            reachable = false;
            throw e;
        }
        Duration rest = Duration.ofNanos(System.nanoTime() - begunNanos).multipliedBy(SHARE_OF_TIME);
        return rest.compareTo(EVERY) > 0 ? rest : EVERY;
    }
}
