package io.esteira.lab.speed;

import java.util.concurrent.atomic.AtomicLong;

/** Lets so many through in all; whoever watches what became of them lets more through. */
final class Gate {

    private final AtomicLong allowed = new AtomicLong();
    private final AtomicLong passed = new AtomicLong();

    boolean pass() {
        while (true) {
            long before = passed.get();
            if (before >= allowed.get()) {
                return false;
            }
            if (passed.compareAndSet(before, before + 1)) {
                return true;
            }
        }
    }

    /** @param all since the beginning; never less than before */
    void allow(long all) {
        allowed.accumulateAndGet(all, Math::max);
    }
}
