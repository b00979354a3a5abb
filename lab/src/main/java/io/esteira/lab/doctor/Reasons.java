package io.esteira.lab.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.ExecutionException;

/** What an exception says, in one line. */
final class Reasons {

    static String of(Throwable thrown) {
        Throwable reason = thrown;
        while (reason.getCause() != null && (reason instanceof ExecutionException || reason.getMessage() == null)) {
            reason = reason.getCause();
        }
        String message = reason.getMessage();
        String text = message == null || message.isBlank() ? reason.getClass().getSimpleName() : message;
        if (reason instanceof IOException && !(reason instanceof ConnectException)) {
            text = reason.getClass().getSimpleName() + ": " + text;
        }
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private Reasons() {}
}
