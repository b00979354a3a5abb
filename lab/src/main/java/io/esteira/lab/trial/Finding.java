package io.esteira.lab.trial;

import java.util.List;

/**
 * What is known of one invariant after the trial.
 *
 * @param says it in words
 * @param checked how many things were looked at
 * @param broken how many of them were not as promised
 * @param breaches the first of them
 */
record Finding(String name, String says, long checked, long broken, List<String> breaches) {

    Finding {
        breaches = List.copyOf(breaches);
    }

    boolean holds() {
        return broken == 0;
    }
}
