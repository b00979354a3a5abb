package io.esteira.orderflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened in a simulated shop, a line for each step; or nothing, where nobody is going to read it. */
final class SimulationStory {

    private final boolean told;
    private final List<String> lines = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private String where = "";

    private SimulationStory(boolean told) {
        this.told = told;
    }

    static SimulationStory told() {
        return new SimulationStory(true);
    }

    static SimulationStory untold() {
        return new SimulationStory(false);
    }

    void at(Instant now) {
        this.now = now;
    }

    /** Where the next line plays. */
    void at(Supplier<String> where) {
        if (told) {
            this.where += where.get() + ", ";
        }
    }

    void tell(Supplier<String> line) {
        if (told) {
            lines.add(now + "  " + where + line.get());
            where = "";
        }
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines);
    }
}
