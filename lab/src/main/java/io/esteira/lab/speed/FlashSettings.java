package io.esteira.lab.speed;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How large the sale is.
 *
 * @param rounds how often the hot row is measured
 * @param round how long each time
 */
record FlashSettings(
        Path out, long buyers, int pieces, int rounds, Duration round, StackSettings stack, boolean keep) {}
