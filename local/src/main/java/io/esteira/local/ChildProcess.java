package io.esteira.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of the same class path, whose log goes to a file. Its main method holds a {@link Lifeline}, so that it never
 * outlives this process; Ctrl-C at the terminal reaches only the parent, which knows the right order to stop in.
 */
public final class ChildProcess {

    /** The first line on its standard output, once it can be used. */
    public static final String READY = "ready";

    /** On the class path; leads what it logs to its standard error, and that leads to the file. */
    public static final String LOGGING = "esteira-child-logback.xml";

    private static final List<String> CACHE_OF_CLASSES = List.of("-XX:AOTCache=", "-Xlog:aot", "-Xlog:cds");
    private static final Pattern SAYS_WHY = Pattern.compile("^Caused by: |^Error: | ERROR ");

    private final String name;
    private final List<String> options;
    private final Class<?> main;
    private final List<String> words;
    private final Path log;
    private @Nullable Process process;
    private CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();

    /** @param options for the JVM; nothing secret, in them or in {@code words}: every user of a machine sees both */
    public ChildProcess(String name, List<String> options, Class<?> main, List<String> words, Path log) {
        this.name = name;
        this.options = List.copyOf(options);
        this.main = main;
        this.words = List.copyOf(words);
        this.log = log;
    }

    public synchronized void start() throws IOException {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        Path directory = log.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        ProcessBuilder builder =
                new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // Among the words it would hide all others from whoever lists processes.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process started = builder.start();
        CompletableFuture<@Nullable Void> starting = new CompletableFuture<>();
        process = started;
        ready = starting;
        // Reading from a pipe would hold the carrier of a virtual thread, of which there are as few as cores.
        Thread.ofPlatform().daemon().name(name + "-output").start(() -> listen(started, starting));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(cacheOfClasses(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(words);
        return command;
    }

    /** If this JVM starts from a cache of loaded classes, one of the same class path can start from it, too. */
    static List<String> cacheOfClasses(List<String> ownOptions) {
        return ownOptions.stream()
                .filter(option -> CACHE_OF_CLASSES.stream().anyMatch(option::startsWith))
                .toList();
    }

    private void listen(Process started, CompletableFuture<@Nullable Void> starting) {
        try (BufferedReader output = started.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(READY)) {
                    starting.complete(null);
                }
            }
        } catch (IOException e) {
            // Torn by its end.
        }
        if (!starting.isDone()) {
            starting.completeExceptionally(new IOException(endedEarly()));
        }
    }

    /** With the last error in its log, which may be gone when somebody reads this. */
    String endedEarly() {
        String cause = "";
        try (Stream<String> lines = Files.lines(log)) {
            cause = lines.filter(line -> SAYS_WHY.matcher(line).find())
                    .reduce((earlier, later) -> later)
                    .map(line -> " (" + line.replaceFirst("^Caused by: ", "") + ")")
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            // Then without.
        }
        return name + " ended before it was ready" + cause + "; " + log + " says more";
    }

    /** Waits until it says so. Fails if it ends before, or takes longer than {@code patience}. */
    public void awaitReady(Duration patience) throws IOException, InterruptedException {
        CompletableFuture<@Nullable Void> starting;
        synchronized (this) {
            starting = ready;
        }
        try {
            starting.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException(name + " is not ready after " + patience.toSeconds() + " s; see " + log, e);
        }
    }

    String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Of the process that was started last. */
    public synchronized long pid() {
        return running().pid();
    }

    /** @return its exit code; 128 and the signal's number if a signal ended it */
    int awaitEnd() throws InterruptedException {
        return running().waitFor();
    }

    /** SIGTERM; whoever does not end within {@code patience} is killed. */
    public void stop(Duration patience) throws InterruptedException {
        stopAll(List.of(this), patience);
    }

    /** As {@link #stop}, all at once. */
    static void stopAll(List<ChildProcess> children, Duration patience) throws InterruptedException {
        children.forEach(ChildProcess::terminate);
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        for (ChildProcess child : children) {
            @Nullable Process stopping = child.aliveOrNull();
            if (stopping != null && !stopping.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                child.kill();
            }
        }
    }

    private void terminate() {
        @Nullable Process stopping = aliveOrNull();
        if (stopping != null) {
            // Through the handle: the process itself would close the child's input, and with it the lifeline.
            stopping.toHandle().destroy();
            // One that is paused would not hear of it.
            signal(stopping, "CONT");
        }
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() throws InterruptedException {
        @Nullable Process dying = aliveOrNull();
        if (dying != null) {
            dying.destroyForcibly().waitFor();
        }
    }

    /** SIGSTOP: everything about it stands still, and its connections stay open. */
    void pause() {
        signal(running(), "STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal(running(), "CONT");
    }

    private static void signal(Process process, String signal) {
        try {
            Command.run(List.of("kill", "-" + signal, String.valueOf(process.pid())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized @Nullable Process aliveOrNull() {
        return isAlive() ? process : null;
    }

    private synchronized Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }
}
