package io.esteira.platform.deadletters;

import io.esteira.platform.kafka.Redrive.Action;
import java.util.List;
import java.util.Objects;

/**
 * What would happen, in this order.
 *
 * @param waiting those that were meant, and wait for one in front of them that was not
 * @param impossible those that cannot be processed again: they can be dismissed
 * @param more whether there are more of the kind than are done at a time
 */
public record Plan(List<Step> steps, List<ParkedLetter> waiting, List<ParkedLetter> impossible, boolean more) {

    public Plan {
        steps = List.copyOf(steps);
        waiting = List.copyOf(waiting);
        impossible = List.copyOf(impossible);
    }

    public record Step(ParkedLetter letter, Action action) {}

    /** The orders that it is about, each once. */
    public List<String> orders() {
        return steps.stream()
                .map(step -> step.letter().orderId())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
