package io.esteira.orderflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Reads partitions that belong together, one record at a time from any of them. */
final class SimulatedTask<M> {

    /** What is done with a record. */
    interface Processing<M> {
        void process(M message, SimulatedTransaction transaction);
    }

    private final List<SimulatedPartition<M>> inputs;
    private final Processing<M> processing;
    private final Map<SimulatedPartition<M>, Integer> positions = new HashMap<>();

    SimulatedTask(List<SimulatedPartition<M>> inputs, Processing<M> processing) {
        this.inputs = inputs;
        this.processing = processing;
    }

    boolean hasWork() {
        return inputs.stream().anyMatch(this::hasMore);
    }

    void processOne(SplittableRandom random, SimulatedTransaction transaction, SimulationStory story) {
        List<SimulatedPartition<M>> ready = new ArrayList<>();
        for (SimulatedPartition<M> input : inputs) {
            if (hasMore(input)) {
                ready.add(input);
            }
        }
        SimulatedPartition<M> input = ready.get(random.nextInt(ready.size()));
        int offset = position(input);
        transaction.put(positions, input, offset + 1);
        story.at(() -> input + "/" + offset);
        processing.process(input.get(offset), transaction);
    }

    private boolean hasMore(SimulatedPartition<M> input) {
        return position(input) < input.size();
    }

    private int position(SimulatedPartition<M> input) {
        return positions.getOrDefault(input, 0);
    }
}
