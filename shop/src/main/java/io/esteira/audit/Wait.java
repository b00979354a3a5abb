package io.esteira.audit;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that must still come.
 *
 * @param missing what it will be called if it does not
 * @param since when it began to be owed
 * @param due from when on its absence is a breach
 */
record Wait(Finding missing, Instant since, Instant due) {

    static Wait of(Finding missing, Instant since, Duration bound) {
        return new Wait(missing, since, since.plus(bound));
    }
}
