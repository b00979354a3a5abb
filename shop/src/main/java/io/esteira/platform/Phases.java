package io.esteira.platform;

import org.springframework.context.SmartLifecycle;

/**
 * The order in which parts start. They stop in the reverse order: first nobody is sent here any more, then requests end,
 * and only then does the work end that they may wait for.
 */
public final class Phases {

    /** What requests are answered from. */
    public static final int VIEWS = SmartLifecycle.DEFAULT_PHASE - 10_000;

    /** Whoever takes work from topics and tables. */
    public static final int WORK = SmartLifecycle.DEFAULT_PHASE - 5_000;

    // Here the web server starts and, a thousand later, begins to wait for its last requests.

    /** Answers that do not end by themselves. */
    public static final int LIVE_PAGES = SmartLifecycle.DEFAULT_PHASE - 500;

    /** Whoever turns new requests away. */
    public static final int DOOR = SmartLifecycle.DEFAULT_PHASE;

    private Phases() {}
}
