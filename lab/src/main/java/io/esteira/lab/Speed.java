package io.esteira.lab;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Orders a second; 0 for as many as go through. */
record Speed(int perSecond) {

    static final class Converter implements ITypeConverter<Speed> {

        @Override
        public Speed convert(String text) {
            if (text.equals("max")) {
                return new Speed(0);
            }
            try {
                int perSecond = Integer.parseInt(text);
                if (perSecond > 0) {
                    return new Speed(perSecond);
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
            throw new TypeConversionException("'" + text + "' is neither max nor a number of orders per second");
        }
    }

    Beat begin() {
        return new Beat(perSecond, System.nanoTime());
    }

    /** Keeps to the speed on the whole: after a hold-up it catches up. */
    static final class Beat {

        private final int perSecond;
        private final long begun;
        private long count;

        private Beat(int perSecond, long begun) {
            this.perSecond = perSecond;
            this.begun = begun;
        }

        void await() {
            if (perSecond == 0) {
                return;
            }
            long due = begun + TimeUnit.SECONDS.toNanos(count++) / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
