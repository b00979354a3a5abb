package io.esteira.local;

/** What the launcher tells a script that started it; the numbers are published by {@code up --help}. */
enum ExitCode {
    FAILED(1),
    WRONG_USAGE(2),
    PORT_TAKEN(3),
    NO_JDK(4),
    OTHER_VERSION(5),
    IN_USE(6),
    NOT_ENOUGH_ROOM(7),
    NOT_WRITABLE(8),
    NOT_OURS(9),
    OTHER_BROKERS(10);

    final int number;

    ExitCode(int number) {
        this.number = number;
    }
}
