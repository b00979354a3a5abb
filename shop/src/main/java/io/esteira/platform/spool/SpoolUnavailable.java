package io.esteira.platform.spool;

import org.jspecify.annotations.Nullable;

/** The database did not say in time that it has a record; it may have it all the same. */
final class SpoolUnavailable extends RuntimeException {

    SpoolUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
