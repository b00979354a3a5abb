package io.esteira.lab.trial;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** How long things took, to about 6 %, in little memory; for any number of threads. */
final class Latencies {

    private static final double GROWTH = 1.06;
    /** The last bucket holds everything from about 15 minutes on. */
    private static final int BUCKETS = 240;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS);

    void add(long millis) {
        counts.incrementAndGet(bucket(millis));
    }

    void add(Latencies others) {
        for (int i = 0; i < BUCKETS; i++) {
            counts.addAndGet(i, others.counts.get(i));
        }
    }

    long count() {
        long count = 0;
        for (int i = 0; i < BUCKETS; i++) {
            count += counts.get(i);
        }
        return count;
    }

    /** @param share 0.99 for the time that 99 % did not exceed; 0 where there is none */
    long percentileMillis(double share) {
        long rank = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts.get(i);
            if (rank > 0 && seen >= rank) {
                return Math.round(Math.pow(GROWTH, i));
            }
        }
        return 0;
    }

    private static int bucket(long millis) {
        return millis <= 1 ? 0 : Math.min(BUCKETS - 1, (int) Math.ceil(Math.log((double) millis) / Math.log(GROWTH)));
    }
}
