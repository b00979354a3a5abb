package io.esteira.lab.speed;

import java.time.Duration;

/**
 * How large the sale is.
 *
 * @param rounds how often the hot row is measured
 * @param round how long each time
 */
record FlashSettings(Bench bench, long buyers, int pieces, int rounds, Duration round) {}
