package io.esteira.lab.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Everything that was run, and what it comes to. */
final class Runs {

    private final List<Run> all = new ArrayList<>();

    void add(Run run) {
        all.add(run);
    }

    List<Run> all() {
        return List.copyOf(all);
    }

    List<String> names() {
        return all.stream().map(Run::what).distinct().toList();
    }

    List<Run> of(String what) {
        return all.stream().filter(run -> run.what().equals(what)).toList();
    }

    Spread spread(String what, ToDoubleFunction<Run> figure) {
        return Spread.of(of(what).stream().map(figure::applyAsDouble).toList());
    }

    /** Round by round: what disturbs the machine disturbs both. */
    Spread ratio(String one, String other) {
        List<Double> ratios = new ArrayList<>();
        for (Run run : of(one)) {
            of(other).stream()
                    .filter(each -> each.round() == run.round())
                    .findFirst()
                    .ifPresent(each -> ratios.add(run.perSecond() / each.perSecond()));
        }
        return Spread.of(ratios);
    }
}
