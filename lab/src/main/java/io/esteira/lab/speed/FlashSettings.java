package io.esteira.lab.speed;

import java.time.Duration;

/**
 * How large the sale is.
 *
 * @param warmUp how many are refused before it begins
 * @param rounds how often the hot row is measured
 * @param round how long each time
 */
record FlashSettings(Bench bench, long warmUp, long buyers, int pieces, int rounds, Duration round) {

    /** Whoever wants what there is no more of, or never was. */
    long refused() {
        return warmUp + buyers - pieces;
    }
}
