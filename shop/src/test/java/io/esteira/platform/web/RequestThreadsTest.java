package io.esteira.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestThreadsTest {

    private final RequestThreads threads = new RequestThreads(3);

    @Test
    void noMoreWorkAtATimeThanTheLimitAndEveryRequestHasItsTurn() {
        Semaphore go = new Semaphore(0);
        Set<Integer> begun = ConcurrentHashMap.newKeySet();
        AtomicInteger served = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            int number = i;
            threads.execute(() -> {
                begun.add(number);
                go.acquireUninterruptibly();
                served.incrementAndGet();
            });
        }
        await().untilAsserted(() -> assertThat(begun).hasSize(3));
        go.release();
        await().untilAsserted(() -> assertThat(begun).hasSize(4));
        assertThat(served).hasValue(1);
        go.release(9);
        await().untilAsserted(() -> assertThat(served).hasValue(10));
    }

    @Test
    void aRequestThatFailsTakesNobodysPlace() {
        AtomicInteger served = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            threads.execute(() -> {
                served.incrementAndGet();
                throw new ItFails();
            });
        }
        threads.execute(served::incrementAndGet);
        await().dontCatchUncaughtExceptions()
                .untilAsserted(() -> assertThat(served).hasValue(21));
    }

    @Test
    void nothingIsLeftLyingWhenRequestsComeJustAsOthersEnd() {
        int requests = 200_000;
        CountDownLatch served = new CountDownLatch(requests);
        try (var senders = Executors.newFixedThreadPool(4)) {
            for (int sender = 0; sender < 4; sender++) {
                senders.execute(() -> {
                    for (int i = 0; i < requests / 4; i++) {
                        threads.execute(served::countDown);
                    }
                });
            }
        }
        await().untilAsserted(() -> assertThat(served.getCount()).isZero());
    }

    private static final class ItFails extends RuntimeException {

        ItFails() {
            super("on purpose", null, false, false);
        }
    }
}
