package io.esteira.contracts;

/** Bytes on a topic that are no message of it. Trying again will not help. */
public final class UnreadableMessage extends RuntimeException {

    public UnreadableMessage(String message, Throwable cause) {
        super(message, cause);
    }
}
