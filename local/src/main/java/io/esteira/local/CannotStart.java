package io.esteira.local;

/** A reason not to start that the user can do something about: one line, no stack trace. */
final class CannotStart extends RuntimeException {

    final ExitCode exitCode;

    CannotStart(ExitCode exitCode, String line) {
        super(line, null, false, false);
        this.exitCode = exitCode;
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
