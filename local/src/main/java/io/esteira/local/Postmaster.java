package io.esteira.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process of one cluster directory, started and stopped through PostgreSQL's own {@code pg_ctl}. */
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    /** After a crash the server replays its log before it is ready, and that may take long. */
    private static final String START_SECONDS = "300";

    private static final String STOP_SECONDS = "30";
    private static final String PID_FILE = "postmaster.pid";

    private final UnprivilegedUser user;
    private final PostgresBinaries binaries;
    private final Path cluster;
    private @Nullable Process guardian;

    Postmaster(UnprivilegedUser user, PostgresBinaries binaries, Path cluster) {
        this.user = user;
        this.binaries = binaries;
        this.cluster = cluster;
    }

    void initialise(Path target, String superuser, Path passwordFile) throws IOException {
        Command.run(
                        user.prefix(),
                        List.of(
                                binaries.program("initdb").toString(),
                                "--pgdata=" + target,
                                "--username=" + superuser,
                                "--pwfile=" + passwordFile,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                // The same order and case rules on every machine, whatever its own locales.
                                "--locale=C",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8"))
                .orThrow("initdb");
    }

    /** {@code pg_ctl} puts the server into a session of its own, so that Ctrl-C at the terminal does not reach it. */
    void start(String options) throws IOException {
        Command started = Command.run(
                user.prefix(),
                List.of(
                        binaries.program("pg_ctl").toString(),
                        "start",
                        "--pgdata=" + cluster,
                        "--wait",
                        "--timeout=" + START_SECONDS,
                        "--log=" + cluster.resolve("startup.log"),
                        "--options=" + options));
        if (started.exitCode() != 0) {
            throw new IOException("PostgreSQL did not start: " + started.output() + System.lineSeparator()
                    + Files.readString(cluster.resolve("startup.log")));
        }
        guardian = guardian();
    }

    /** A shell that stops the server when this process is gone, however that came about: it waits for end of input. */
    private Process guardian() throws IOException {
        List<String> command = new ArrayList<>(user.prefix());
        command.addAll(List.of(
                "sh",
                "-c",
                "trap '' INT HUP TERM; cat > /dev/null && exec \"$0\" stop --pgdata=\"$1\" --mode=fast",
                binaries.program("pg_ctl").toString(),
                cluster.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void dismissGuardian() {
        if (guardian != null) {
            guardian.descendants().forEach(ProcessHandle::destroyForcibly);
            guardian.toHandle().destroyForcibly();
            guardian = null;
        }
    }

    void stop() throws IOException {
        dismissGuardian();
        for (String mode : List.of("fast", "immediate")) {
            Command stopped = Command.run(
                    user.prefix(),
                    List.of(
                            binaries.program("pg_ctl").toString(),
                            "stop",
                            "--pgdata=" + cluster,
                            "--mode=" + mode,
                            "--wait",
                            "--timeout=" + STOP_SECONDS));
            if (stopped.exitCode() == 0 || process().isEmpty()) {
                return;
            }
            log.warn("PostgreSQL did not stop in mode {}: {}", mode, stopped.output());
        }
        throw new IOException("PostgreSQL in " + cluster + " does not stop");
    }

    /**
     * Ends a server that outlived the process that started it. The caller holds the data directory's lock, so no living
     * shop is behind it.
     */
    void stopLeftover() throws IOException {
        List<String> lines = pidFileLines();
        Optional<ProcessHandle> process = recorded(lines);
        if (process.isEmpty()) {
            // PostgreSQL clears it up by itself, and first makes sure that no orphaned backend still writes.
            return;
        }
        Path pidFile = cluster.resolve(PID_FILE);
        long pid = process.get().pid();
        if (LinuxProcess.isZombie(pid)) {
            // Dead, but PostgreSQL would take it for alive until somebody collects it.
            log.warn("Removing the {} of a server that was killed", pidFile);
            LinuxProcess.awaitEndOfAllIn(cluster);
            Files.deleteIfExists(pidFile);
        } else if (isOurs(process.get(), lines)) {
            log.warn("Stopping a PostgreSQL left over from an earlier run, process {}", pid);
            stop();
        } else {
            log.warn("Removing a stale {}: process {} is another program", pidFile, pid);
            LinuxProcess.awaitEndOfAllIn(cluster);
            Files.deleteIfExists(pidFile);
        }
    }

    /** The server's first process, if it lives. */
    Optional<ProcessHandle> process() throws IOException {
        List<String> lines = pidFileLines();
        return recorded(lines).filter(process -> !LinuxProcess.isZombie(process.pid()) && isOurs(process, lines));
    }

    /** Ends it and all that it started without a word to any of them. */
    void kill() throws IOException {
        ProcessHandle server = alive();
        dismissGuardian();
        List<ProcessHandle> backends = server.descendants().toList();
        // The server first, or it would start others in place of those that died.
        server.destroyForcibly();
        backends.forEach(ProcessHandle::destroyForcibly);
        LinuxProcess.awaitEnd(List.of(server));
        LinuxProcess.awaitEnd(backends);
        LinuxProcess.awaitEndOfAllIn(cluster);
    }

    /** Sends it to the server, and after that to all that the server has started. */
    void signal(String name) throws IOException {
        ProcessHandle server = alive();
        send(name, List.of(server));
        List<ProcessHandle> backends = server.descendants().toList();
        if (!backends.isEmpty()) {
            send(name, backends);
        }
    }

    private ProcessHandle alive() throws IOException {
        return process().orElseThrow(() -> new IllegalStateException("PostgreSQL in " + cluster + " does not run"));
    }

    private static void send(String signal, List<ProcessHandle> processes) throws IOException {
        // A backend may have ended meanwhile, which makes kill complain and is just as well.
        Command.run(
                List.of("kill", "-" + signal),
                processes.stream().map(each -> String.valueOf(each.pid())).toList());
    }

    private List<String> pidFileLines() throws IOException {
        try {
            return Files.readAllLines(cluster.resolve(PID_FILE));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Optional<ProcessHandle> recorded(List<String> lines) {
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(ProcessHandle::isAlive);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A process number is given out again some day; signals must not reach whoever has it now. */
    private boolean isOurs(ProcessHandle process, List<String> pidFile) {
        Optional<String> commandLine = process.info().commandLine();
        if (commandLine.isPresent()) {
            return commandLine.get().contains("postgres") && commandLine.get().contains(cluster.toString());
        }
        return pidFile.size() > 2
                && process.info().startInstant().stream()
                        .anyMatch(started -> Duration.between(
                                                started,
                                                Instant.ofEpochSecond(Long.parseLong(
                                                        pidFile.get(2).strip())))
                                        .abs()
                                        .compareTo(Duration.ofSeconds(10))
                                < 0);
    }
}
