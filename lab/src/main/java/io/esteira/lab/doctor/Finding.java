package io.esteira.lab.doctor;

/**
 * One thing that was looked at.
 *
 * @param on what it is about
 * @param seen what was there
 * @param advice what to do about it; empty where nothing needs doing
 */
record Finding(Level level, String on, String seen, String advice) {

    enum Level {
        OK,
        WARN,
        PROBLEM,
        UNREACHABLE
    }
}
