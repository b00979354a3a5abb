package io.esteira.platform.spool;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that takes one step after the other until it is closed. A step that fails is taken again a while later. */
final class Loop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LAST_STEP_MAX = Duration.ofSeconds(5);

    private final String name;
    private final Step step;
    private final Thread thread;
    private volatile boolean closed;
    private boolean failing;

    interface Step {
        /** @return how long to rest after this step */
        Duration take() throws InterruptedException;
    }

    Loop(String name, Step step) {
        this.name = name;
        this.step = step;
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    private void run() {
        while (!closed) {
            try {
                TimeUnit.NANOSECONDS.sleep(oneStep().toNanos());
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    private Duration oneStep() throws InterruptedException {
        try {
            Duration rest = step.take();
            failing = false;
            return rest;
        } catch (RuntimeException | Error e) {
            if (!failing && !closed) {
                log.warn("{} cannot go on right now and keeps trying: {}", name, e.toString());
            }
            failing = true;
            return AFTER_FAILURE;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(LAST_STEP_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
