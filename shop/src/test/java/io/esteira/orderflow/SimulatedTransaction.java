package io.esteira.orderflow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a stream thread did since its last commit: state, positions and outputs appear, or vanish, together. */
final class SimulatedTransaction {

    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<Runnable> outputs = new ArrayList<>();

    <K, V> void put(Map<K, V> map, K key, V value) {
        restore(map, key, map.put(key, value));
    }

    <K, V> void remove(Map<K, V> map, K key) {
        restore(map, key, map.remove(key));
    }

    private <K, V> void restore(Map<K, V> map, K key, @Nullable V before) {
        undo.push(before == null ? () -> map.remove(key) : () -> map.put(key, before));
    }

    <T> void add(List<T> list, T element) {
        list.add(element);
        undo.push(list::removeLast);
    }

    /** @return whether {@code set} did not hold it yet */
    <T> boolean add(Set<T> set, T element) {
        boolean fresh = set.add(element);
        if (fresh) {
            undo.push(() -> set.remove(element));
        }
        return fresh;
    }

    /** {@code partition} holds {@code message} once this is committed; nobody reads it before. */
    <M> void send(SimulatedPartition<M> partition, M message) {
        outputs.add(() -> partition.append(message));
    }

    boolean isEmpty() {
        return undo.isEmpty() && outputs.isEmpty();
    }

    void commit() {
        outputs.forEach(Runnable::run);
        outputs.clear();
        undo.clear();
    }

    void rollBack() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
        outputs.clear();
    }
}
