package io.esteira.orderflow;

import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Runs simulated shops by the number of their seed. */
final class SimulationRun {

    static final String HELD = "Everything held.";

    /** The first of {@code seeds} whose shop breaks something. */
    static OptionalLong firstFailure(LongStream seeds, Deciders deciders) {
        return seeds.filter(seed -> !holds(seed, deciders)).findFirst();
    }

    private static boolean holds(long seed, Deciders deciders) {
        try {
            new Simulation(seed, deciders, SimulationStory.untold()).run();
            return true;
        } catch (AssertionError | RuntimeException e) {
            return false;
        }
    }

    /** What happens in one shop, a line for each step, and how it ends. */
    static String story(long seed, Deciders deciders) {
        SimulationStory story = SimulationStory.told();
        String end;
        try {
            int steps = new Simulation(seed, deciders, story).run();
            end = steps + " steps. " + HELD;
        } catch (AssertionError | RuntimeException e) {
            end = e.toString();
        }
        return "Seed " + seed + System.lineSeparator() + story + System.lineSeparator() + end;
    }

    private SimulationRun() {}
}
