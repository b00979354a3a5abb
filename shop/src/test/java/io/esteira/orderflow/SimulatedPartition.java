package io.esteira.orderflow;

import java.util.ArrayList;
import java.util.List;

/** What one partition of a topic holds, in order. */
final class SimulatedPartition<M> {

    private final String name;
    private final List<M> log = new ArrayList<>();

    private SimulatedPartition(String name) {
        this.name = name;
    }

    static <M> List<SimulatedPartition<M>> of(String topic, int count) {
        List<SimulatedPartition<M>> partitions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            partitions.add(new SimulatedPartition<>(topic + "/" + i));
        }
        return partitions;
    }

    /** Whatever has this key stands in the same one. */
    static <M> SimulatedPartition<M> by(Object key, List<SimulatedPartition<M>> partitions) {
        return partitions.get(Math.floorMod(key.hashCode(), partitions.size()));
    }

    void append(M message) {
        log.add(message);
    }

    M get(int offset) {
        return log.get(offset);
    }

    int size() {
        return log.size();
    }

    @Override
    public String toString() {
        return name;
    }
}
