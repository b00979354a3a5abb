package io.esteira.lab.trial;

/**
 * How many shoppers come in a second: few at first, more each second, and from then on the same.
 *
 * @param rate shoppers a second, once all that is new has warmed up
 * @param rampSeconds until then; 0 for the same from the beginning
 */
record Pace(int rate, int rampSeconds) {

    /**
     * @param number of the shopper, from 0
     * @return when he comes, in milliseconds from the beginning
     */
    long dueMillis(long number) {
        long whileRising = (long) rate * rampSeconds / 2;
        return number < whileRising
                ? Math.round(1_000 * Math.sqrt(2.0 * rampSeconds * number / rate))
                : rampSeconds * 500L + number * 1_000 / rate;
    }
}
