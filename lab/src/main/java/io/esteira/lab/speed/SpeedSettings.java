package io.esteira.lab.speed;

import java.time.Duration;
import java.util.Set;

/**
 * What is measured, and for how long.
 *
 * @param stages what of it
 * @param rounds how often each is measured, in turns
 * @param round how long each time
 * @param warmUp of each server, once
 * @param connections of the client
 * @param wholeWay how long the whole way is held at its most
 * @param rate orders a second at which the whole way is timed
 * @param drain how long a backlog is drained at most
 * @param backlog orders that wait at least when the drain begins
 * @param skus articles in the catalogue
 * @param instances that one shop is compared with in the end; 1 for none
 */
record SpeedSettings(
        Bench bench,
        Set<Stage> stages,
        int rounds,
        Duration round,
        Duration warmUp,
        int connections,
        Duration wholeWay,
        int rate,
        Duration drain,
        long backlog,
        int skus,
        int instances) {

    boolean measures(Stage stage) {
        return stages.contains(stage);
    }
}
