package io.esteira.lab.trial;

import io.esteira.lab.trial.Shops.Answer;
import io.esteira.lab.trial.Wish.Repeats;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Wants one order, and repeats the same call under the same key until he knows what became of it. */
final class Shopper {

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final int CANCEL_ATTEMPTS = 5;
    private static final int ACCEPTED = 201;

    private final Load load;
    private final Wish wish;
    private final long dueMillis;
    private final byte[] body;
    private final AtomicInteger attempts = new AtomicInteger();

    Shopper(Load load, Wish wish, long dueMillis) {
        this.load = load;
        this.wish = wish;
        this.dueMillis = dueMillis;
        this.body = wish.body();
    }

    String key() {
        return wish.key();
    }

    void shop() {
        if (wish.repeats() == Repeats.AT_ONCE || load.everythingTwice()) {
            Thread.ofVirtual().start(() -> attempt(load.shops.pick(null)));
        }
        Answer answer = insist();
        if (answer == null) {
            load.pulse.leaves(wish.key());
            return;
        }
        if (answer.status() != ACCEPTED) {
            load.pulse.refused(wish.key());
            return;
        }
        load.pulse.accepted(wish.key(), dueMillis);
        String id = answer.body().path("id").asString("");
        load.flow.accepted(id, wish.isPlain());
        if (wish.cancels()) {
            Shops.pause(ThreadLocalRandom.current().nextInt(300));
            cancel(id);
        }
        if (wish.repeats() == Repeats.LATER) {
            Shops.pause(ThreadLocalRandom.current().nextInt(1_000, 4_000));
            attempt(load.shops.pick(null));
        }
    }

    /** @return null if time is up before there is anything definite */
    private @Nullable Answer insist() {
        long pauseMillis = FIRST_PAUSE_MILLIS;
        String shop = load.shops.pick(null);
        while (!load.isDeadline()) {
            Answer answer = attempt(shop);
            if (answer != null && answer.isDefinite()) {
                return answer;
            }
            load.pulse.failed();
            Shops.pause(ThreadLocalRandom.current().nextLong(pauseMillis / 2, pauseMillis));
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
            shop = load.shops.pick(shop);
        }
        return null;
    }

    /** @return null if nobody answers */
    private @Nullable Answer attempt(String shop) {
        int number = attempts.incrementAndGet();
        load.calls.acquireUninterruptibly();
        try {
            load.journal.attempt(wish, number, shop);
            load.pulse.attempt();
            long begunMillis = load.clock.millis();
            try {
                Answer answer = load.shops.post(shop, "/api/orders", wish.key(), body);
                note(number, answer, load.clock.millis() - begunMillis);
                return answer;
            } catch (IOException e) {
                load.journal.failure(wish.key(), number, e.toString(), load.clock.millis() - begunMillis);
                return null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        } finally {
            load.calls.release();
        }
    }

    private void note(int number, Answer answer, long millis) {
        if (answer.status() == ACCEPTED) {
            load.journal.accepted(
                    wish.key(),
                    number,
                    answer.body().path("id").asString(""),
                    answer.body().path("number").asString(""),
                    answer.body().path("total"),
                    millis);
        } else {
            load.journal.refused(wish.key(), number, answer.status(), answer.problem(), millis);
        }
    }

    private void cancel(String id) {
        load.journal.cancel(wish.key(), id);
        for (int i = 0; i < CANCEL_ATTEMPTS && !load.isDeadline(); i++) {
            try {
                Answer answer =
                        load.shops.post(load.shops.pick(null), "/api/orders/" + id + "/cancel", null, new byte[0]);
                load.journal.cancelAnswer(wish.key(), answer.status());
                if (answer.isDefinite()) {
                    return;
                }
            } catch (IOException e) {
                // He asks again.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            Shops.pause(LONGEST_PAUSE_MILLIS);
        }
    }
}
