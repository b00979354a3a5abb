package io.esteira.lab.speed;

/** When one loop of the load begins its next request. */
interface Pace {

    long NOT_YET = Long.MIN_VALUE;

    /** Takes the next request if it is due: when it was, or {@link #NOT_YET}. */
    long take(long nowNanos);

    /** For how long nothing can be due. */
    long waitNanos(long nowNanos);

    /** As soon as a connection is free: how much goes through at most. */
    static Pace closed() {
        return new Closed();
    }

    /**
     * At a fixed rate, whether answers come or not. A request that finds no free connection stays due, and its waiting
     * counts.
     */
    static Pace open(double perSecond, long firstNanos) {
        return new Open(1e9 / perSecond, firstNanos);
    }

    /** As soon as somebody lets it through. */
    static Pace gated(Gate gate) {
        return new Gated(gate);
    }

    /** Without limit. */
    final class Closed implements Pace {
        @Override
        public long take(long nowNanos) {
            return nowNanos;
        }

        @Override
        public long waitNanos(long nowNanos) {
            return 0;
        }
    }

    /** Evenly spaced. */
    final class Open implements Pace {
        private final double intervalNanos;
        private final long firstNanos;
        private long taken;

        Open(double intervalNanos, long firstNanos) {
            this.intervalNanos = intervalNanos;
            this.firstNanos = firstNanos;
        }

        private long next() {
            return firstNanos + (long) (taken * intervalNanos);
        }

        @Override
        public long take(long nowNanos) {
            long due = next();
            if (due > nowNanos) {
                return NOT_YET;
            }
            taken++;
            return due;
        }

        @Override
        public long waitNanos(long nowNanos) {
            return Math.max(0, next() - nowNanos);
        }
    }

    /** As many as the gate lets through. */
    final class Gated implements Pace {
        private static final long LOOK_EVERY_NANOS = 2_000_000;

        private final Gate gate;

        Gated(Gate gate) {
            this.gate = gate;
        }

        @Override
        public long take(long nowNanos) {
            return gate.pass() ? nowNanos : NOT_YET;
        }

        @Override
        public long waitNanos(long nowNanos) {
            return LOOK_EVERY_NANOS;
        }
    }
}
