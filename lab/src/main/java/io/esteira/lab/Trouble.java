package io.esteira.lab;

import org.jspecify.annotations.Nullable;

/** Something the user can put right; its message is all that is said. */
class Trouble extends RuntimeException {

    Trouble(String message) {
        super(message);
    }

    Trouble(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
