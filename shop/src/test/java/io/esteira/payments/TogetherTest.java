package io.esteira.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class TogetherTest {

    private static final int CROWD = 50;
    private static final int POISON = 13;

    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final List<List<Integer>> served = new CopyOnWriteArrayList<>();

    @Test
    void servesAtOnceAllWhoCameWhileItWasBusy() throws Exception {
        List<FutureTask<Integer>> crowd = crowd(ignored -> {});

        assertThat(served).extracting(List::size).containsExactly(1, CROWD);
        for (int i = 0; i < CROWD; i++) {
            assertThat(crowd.get(i).get()).isEqualTo(2 * i);
        }
    }

    @Test
    void whatIsWrongWithOneIsHeardByThatOneAlone() throws Exception {
        List<FutureTask<Integer>> crowd = crowd(some -> {
            if (some.contains(POISON)) {
                throw new ArithmeticException("A bug");
            }
        });

        for (int i = 0; i < CROWD; i++) {
            if (i == POISON) {
                assertThatThrownBy(crowd.get(i)::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(ArithmeticException.class);
            } else {
                assertThat(crowd.get(i).get()).isEqualTo(2 * i);
            }
        }
    }

    @Test
    void whileTheDatabaseIsAwayNobodyIsTriedAlone() throws Exception {
        List<FutureTask<Integer>> crowd = crowd(some -> {
            if (some.size() > 1) {
                throw new DataAccessResourceFailureException("Away");
            }
        });

        assertThat(crowd)
                .allSatisfy(one ->
                        assertThatThrownBy(one::get).hasCauseInstanceOf(DataAccessResourceFailureException.class));
        assertThat(served).extracting(List::size).containsExactly(1, CROWD);
    }

    @Test
    void whoComesAfterTheEndIsTurnedAway() {
        Together<Integer, Integer> together = new Together<>("ended", 1, some -> some);
        together.close();
        assertThatThrownBy(() -> together.ask(1)).hasRootCauseMessage("Closed");
    }

    /** Many who come while the first is being served; returns when all have been. */
    private List<FutureTask<Integer>> crowd(Consumer<List<Integer>> fault) throws Exception {
        try (var together = new Together<Integer, Integer>("crowd", 1, some -> {
            served.add(some);
            if (some.contains(-1)) {
                hold();
            }
            fault.accept(some);
            return some.stream().map(i -> 2 * i).toList();
        })) {
            Thread first = Thread.ofVirtual().start(() -> together.ask(-1));
            await().atMost(Duration.ofSeconds(30)).until(() -> first.getState() == Thread.State.WAITING);
            await().atMost(Duration.ofSeconds(30)).until(() -> served.size() == 1);
            List<FutureTask<Integer>> tasks = IntStream.range(0, CROWD)
                    .mapToObj(i -> new FutureTask<>(() -> together.ask(i)))
                    .toList();
            List<Thread> threads =
                    tasks.stream().map(task -> Thread.ofVirtual().start(task)).toList();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
            firstMayEnd.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            return tasks;
        }
    }

    private void hold() {
        try {
            firstMayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
