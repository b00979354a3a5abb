package io.esteira.lab.trial;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One fault of a schedule.
 *
 * @param number from 1
 * @param brokers the brokers that are hit, from 1
 * @param instances the shops that are hit, from 1
 * @param calmMillis how long nothing is wrong before it begins
 * @param lastsMillis how long it lasts
 * @param seed for whatever it leaves to chance
 */
record PlannedFault(
        int number,
        FaultKind kind,
        List<Integer> brokers,
        List<Integer> instances,
        long calmMillis,
        long lastsMillis,
        long seed) {

    PlannedFault {
        brokers = List.copyOf(brokers);
        instances = List.copyOf(instances);
    }

    /** Whom it hits: {@code shop-1, broker-3}; a dash where that is everybody. */
    String target() {
        String named = Stream.concat(
                        instances.stream().map(number -> "shop-" + number),
                        brokers.stream().map(number -> "broker-" + number))
                .collect(Collectors.joining(", "));
        return named.isEmpty() ? "-" : named;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%3d. after %4.1f s of calm: %-28s %-20s for %4.1f s",
                number,
                calmMillis / 1000.0,
                kind.id(),
                target(),
                lastsMillis / 1000.0);
    }
}
