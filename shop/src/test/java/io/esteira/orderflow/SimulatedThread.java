package io.esteira.orderflow;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A stream thread: some tasks, and one transaction for all of them. */
final class SimulatedThread {

    private final String name;
    private final SimulationStory story;
    private final List<SimulatedTask<?>> tasks = new ArrayList<>();
    private final SimulatedTransaction transaction = new SimulatedTransaction();

    SimulatedThread(String name, SimulationStory story) {
        this.name = name;
        this.story = story;
    }

    void take(SimulatedTask<?> task) {
        tasks.add(task);
    }

    boolean owns(SimulatedTask<?> task) {
        return tasks.contains(task);
    }

    SimulatedTransaction transaction() {
        return transaction;
    }

    boolean hasWork() {
        for (SimulatedTask<?> task : tasks) {
            if (task.hasWork()) {
                return true;
            }
        }
        return false;
    }

    void processOne(SplittableRandom random) {
        List<SimulatedTask<?>> busy =
                tasks.stream().filter(SimulatedTask::hasWork).toList();
        story.at(() -> name);
        busy.get(random.nextInt(busy.size())).processOne(random, transaction, story);
    }

    void commit() {
        if (!transaction.isEmpty()) {
            story.tell(() -> name + " commits");
            transaction.commit();
        }
    }

    /** Its work since the last commit never was; {@code heirs} take its tasks up from there. */
    void crash(List<SimulatedThread> heirs, SplittableRandom random) {
        story.tell(() -> name + " crashes");
        transaction.rollBack();
        moveAll(heirs, random);
    }

    /** A rebalance: what was done is committed first. */
    void handOver(List<SimulatedThread> heirs, SplittableRandom random) {
        commit();
        moveAll(heirs, random);
    }

    private void moveAll(List<SimulatedThread> heirs, SplittableRandom random) {
        List<SimulatedTask<?>> orphans = List.copyOf(tasks);
        tasks.clear();
        orphans.forEach(task -> heirs.get(random.nextInt(heirs.size())).take(task));
    }
}
