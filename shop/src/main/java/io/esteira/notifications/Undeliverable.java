package io.esteira.notifications;

import jakarta.mail.MessagingException;

/** Trying again is of no use. */
final class Undeliverable extends MessagingException {

    Undeliverable(String message) {
        super(message);
    }
}
