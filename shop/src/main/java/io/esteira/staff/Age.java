package io.esteira.staff;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long ago something was, in the largest unit that fits.
 *
 * @param unit ends the message code {@code staff.age.<unit>}
 */
record Age(String unit, long number) {

    static @Nullable Age sinceOrNull(@Nullable Instant then, Instant now) {
        return then == null ? null : between(then, now);
    }

    static Age between(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.toDays() > 0) {
            return new Age("days", age.toDays());
        }
        if (age.toHours() > 0) {
            return new Age("hours", age.toHours());
        }
        if (age.toMinutes() > 0) {
            return new Age("minutes", age.toMinutes());
        }
        return new Age("seconds", Math.max(0, age.toSeconds()));
    }
}
