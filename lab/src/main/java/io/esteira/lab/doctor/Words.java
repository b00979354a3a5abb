package io.esteira.lab.doctor;

import java.time.Duration;
import java.util.Locale;

/** Numbers for people. */
final class Words {

    private static final Duration LONG = Duration.ofDays(3);

    static String time(long millis) {
        Duration time = Duration.ofMillis(millis);
        if (time.compareTo(LONG) >= 0) {
            return time.toDays() + " days";
        }
        if (time.toHours() >= 3) {
            return time.toHours() + " h";
        }
        if (time.toMinutes() >= 3) {
            return time.toMinutes() + " min";
        }
        return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }

    static String count(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }

    private Words() {}
}
