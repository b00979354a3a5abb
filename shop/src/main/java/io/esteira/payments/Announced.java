package io.esteira.payments;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Intents whose event stands on the topic and whose row does not say so yet. They are marked many at a time, which
 * saves each of them a commit; one that is lost from here is announced once more, as the same fact.
 */
final class Announced {

    private static final int AT_ONCE = 500;

    private final Intents intents;
    private final BlockingQueue<Intent> unmarked = new LinkedBlockingQueue<>();

    Announced(Intents intents) {
        this.intents = intents;
    }

    void add(Intent intent) {
        unmarked.add(intent);
    }

    /** Marks all that were added before. */
    void mark() {
        List<Intent> some = new ArrayList<>();
        while (unmarked.drainTo(some, AT_ONCE) > 0) {
            try {
                intents.markPublished(some);
            } catch (RuntimeException e) {
                unmarked.addAll(some);
                throw e;
            }
            some.clear();
        }
    }
}
