package io.esteira.lab.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what is found. A shop that is wrong everywhere must not exhaust the memory of who says so. */
final class Findings {

    static final int LISTED_MAX = 1_000;

    private static final class Count {
        long checked;
        long broken;
        final List<Breach> breaches = new ArrayList<>();
    }

    private final Map<Invariant, Count> counts = new EnumMap<>(Invariant.class);
    private final Map<String, Long> figures = new LinkedHashMap<>();

    Findings() {
        for (Invariant invariant : Invariant.values()) {
            counts.put(invariant, new Count());
        }
    }

    void checked(Invariant invariant) {
        count(invariant).checked++;
    }

    void breach(Invariant invariant, @Nullable String order, String text) {
        Count count = count(invariant);
        count.broken++;
        if (count.breaches.size() < LISTED_MAX) {
            count.breaches.add(new Breach(order, text));
        }
    }

    void figure(String name, long value) {
        figures.put(name, value);
    }

    void count(String figure) {
        figures.merge(figure, 1L, Long::sum);
    }

    void atLeast(String figure, long value) {
        figures.merge(figure, value, Math::max);
    }

    Verdict verdict() {
        List<Finding> findings = new ArrayList<>();
        counts.forEach((invariant, count) -> findings.add(
                new Finding(invariant.name(), invariant.says, count.checked, count.broken, count.breaches)));
        return new Verdict(findings, figures);
    }

    @SuppressWarnings("NullAway") // there is one for each
    private Count count(Invariant invariant) {
        return counts.get(invariant);
    }
}
