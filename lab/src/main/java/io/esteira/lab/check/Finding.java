package io.esteira.lab.check;

import java.util.List;

/**
 * What came out for one invariant.
 *
 * @param name {@code I1} to {@code I8}
 * @param says the invariant in words
 * @param checked how many things were looked at; nothing is proven where this is 0
 * @param broken how many breaches there are
 * @param breaches the first of them
 */
public record Finding(String name, String says, long checked, long broken, List<Breach> breaches) {

    public Finding {
        breaches = List.copyOf(breaches);
    }

    public boolean holds() {
        return broken == 0;
    }
}
