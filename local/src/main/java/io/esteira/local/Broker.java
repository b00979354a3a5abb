package io.esteira.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** One broker of a {@link BrokerCluster}, a process of its own. Ports and data stay the same from start to start. */
public final class Broker {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(20);

    private final BrokerSettings settings;
    private final ChildProcess process;

    Broker(BrokerSettings settings, ChildProcess process) {
        this.settings = settings;
        this.process = process;
    }

    public int id() {
        return settings.nodeId();
    }

    public Path logDir() {
        return settings.logDir();
    }

    public Path logFile() {
        return process.log();
    }

    /** Of its last process. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns at once: a broker is ready only when most of them run. */
    public void start() throws IOException {
        process.start();
    }

    /** Until it serves clients. */
    public void awaitReady() throws IOException, InterruptedException {
        process.awaitReady(READY_WITHIN);
    }

    /** Hands its partitions to the others and ends; without a majority of others it is killed after a while. */
    public void stop() throws InterruptedException {
        process.stop(STOPPED_WITHIN);
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    public void pause() {
        process.pause();
    }

    /** SIGCONT. */
    public void resume() {
        process.resume();
    }

    BrokerSettings settings() {
        return settings;
    }

    ChildProcess process() {
        return process;
    }

    @Override
    public String toString() {
        return process.name();
    }
}
