package io.esteira.lab.trial;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Open, whoever comes passes; closed, he waits until it opens. */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private volatile boolean isClosed;

    void close() {
        isClosed = true;
    }

    void open() {
        lock.lock();
        try {
            isClosed = false;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return isClosed;
    }

    void pass() throws InterruptedException {
        if (!isClosed) {
            return;
        }
        lock.lockInterruptibly();
        try {
            while (isClosed) {
                opened.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
