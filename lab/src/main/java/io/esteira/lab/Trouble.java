package io.esteira.lab;

/** Something the user can put right; its message is all that is said. */
final class Trouble extends RuntimeException {

    Trouble(String message) {
        super(message);
    }

    Trouble(String message, Throwable cause) {
        super(message, cause);
    }
}
