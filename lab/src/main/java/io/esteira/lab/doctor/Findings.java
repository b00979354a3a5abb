package io.esteira.lab.doctor;

import io.esteira.lab.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;

/** What was found so far. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    void ok(String on, String seen) {
        all.add(new Finding(Level.OK, on, seen, ""));
    }

    void warn(String on, String seen, String advice) {
        all.add(new Finding(Level.WARN, on, seen, advice));
    }

    void problem(String on, String seen, String advice) {
        all.add(new Finding(Level.PROBLEM, on, seen, advice));
    }

    void unreachable(String on, String seen, String advice) {
        all.add(new Finding(Level.UNREACHABLE, on, seen, advice));
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    /** How many things of {@code on} are not as they should be. */
    long faults(String on) {
        return all.stream()
                .filter(finding -> finding.on().equals(on) && finding.level() != Level.OK)
                .count();
    }

    long count(Level level) {
        return all.stream().filter(finding -> finding.level() == level).count();
    }
}
