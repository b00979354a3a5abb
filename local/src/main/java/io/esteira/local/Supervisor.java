package io.esteira.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts processes again that end without having been asked to, more slowly each time they fail at once. */
final class Supervisor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A process that lived for so long is no hopeless case. */
    private static final Duration GOOD_LIFE = Duration.ofSeconds(60);

    private final Consumer<String> say;
    private final List<Thread> watching = new ArrayList<>();
    private boolean closed;

    Supervisor(Consumer<String> say) {
        this.say = say;
    }

    /** How a process begins. */
    interface Start {
        void run() throws IOException;
    }

    /** @param process runs already */
    synchronized void watch(ChildProcess process, Start start) {
        if (!closed) {
            watching.add(
                    Thread.ofVirtual().name("watch-" + process.name()).start(() -> watch(process, start, FIRST_PAUSE)));
        }
    }

    private void watch(ChildProcess process, Start start, Duration firstPause) {
        Duration pause = firstPause;
        try {
            while (true) {
                long begun = System.nanoTime();
                int exitCode = process.awaitEnd();
                if (System.nanoTime() - begun > GOOD_LIFE.toNanos()) {
                    pause = firstPause;
                }
                say.accept(process.name() + " ended (exit code " + exitCode + "); starting it again in "
                        + pause.toSeconds() + " s");
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                if (!again(start)) {
                    return;
                }
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.error("{} could not be started again", process.name(), e);
        }
    }

    private synchronized boolean again(Start start) throws IOException {
        if (closed) {
            return false;
        }
        start.run();
        return true;
    }

    /** From now on whoever ends has been asked to. */
    @Override
    public synchronized void close() {
        closed = true;
        watching.forEach(Thread::interrupt);
    }
}
