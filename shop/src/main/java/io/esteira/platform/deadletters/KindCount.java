package io.esteira.platform.deadletters;

import java.time.Instant;

/**
 * How many open letters one consumer has of one kind.
 *
 * @param queues how many orders they hold back
 * @param since when the first of them was parked
 */
public record KindCount(String consumer, String kind, long letters, long queues, Instant since) {}
