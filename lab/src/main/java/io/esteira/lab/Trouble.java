package io.esteira.lab;

import org.jspecify.annotations.Nullable;

/** Something the user can put right; its message is all that is said. */
public class Trouble extends RuntimeException {

    public Trouble(String message) {
        super(message);
    }

    public Trouble(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
