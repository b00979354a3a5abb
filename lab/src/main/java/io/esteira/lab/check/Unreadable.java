package io.esteira.lab.check;

/** Something is not in the form that its schema promises. */
final class Unreadable extends RuntimeException {

    Unreadable(String message) {
        super(message);
    }

    Unreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
