package io.esteira.notifications;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells idle workers that there is something to do. */
final class WakeUp {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition called = lock.newCondition();
    private long calls;

    void all() {
        lock.lock();
        try {
            calls++;
            called.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often somebody called so far; to be asked before looking for work. */
    long calls() {
        lock.lock();
        try {
            return calls;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a call after the first {@code seen}, but no longer than {@code longest}. */
    void await(long seen, Duration longest) throws InterruptedException {
        long nanos = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (calls == seen && nanos > 0) {
                nanos = called.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
