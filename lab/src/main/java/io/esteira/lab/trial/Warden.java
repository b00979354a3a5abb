package io.esteira.lab.trial;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A small process that outlives this one for a moment, however it ended, and puts an end to what it left behind:
 * processes that stand still and would never notice, PostgreSQL, mounts, data. It is told of all that as it comes.
 */
public final class Warden implements AutoCloseable {

    /** A process number is given out again some day, so each is looked at before it is killed. */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids= clusters= mounts= trees=
            newline='
            '
            while read -r verb what; do
              case $verb in
                process) pids="$pids $what" ;;
                postgres) clusters="$clusters$what$newline" ;;
                mount) mounts="$mounts$what$newline" ;;
                tree) trees="$trees$what$newline" ;;
              esac
            done
            for pid in $pids; do
              if ps -o args= -p "$pid" 2>/dev/null | grep -q io.esteira; then kill -9 "$pid"; fi
            done
            printf '%s' "$clusters" | while IFS= read -r cluster; do
              pid=$(head -n 1 "$cluster/postmaster.pid" 2>/dev/null) || continue
              if ps -o args= -p "$pid" 2>/dev/null | grep -q "$cluster"; then
                backends=$(pgrep -P "$pid")
                kill -9 "$pid" $backends
              fi
            done
            printf '%s' "$mounts" | while IFS= read -r mount; do umount -l "$mount"; done
            sleep 1
            printf '%s' "$trees" | while IFS= read -r tree; do rm -rf "$tree"; done
            """;

    private final Process process;
    private final PrintStream words;

    public Warden() throws IOException {
        process = new ProcessBuilder("sh", "-c", SCRIPT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        words = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    public void watch(long pid) {
        say("process " + pid);
    }

    public void watchPostgres(Path cluster) {
        say("postgres " + real(cluster));
    }

    void unmount(Path directory) {
        say("mount " + real(directory));
    }

    public void delete(Path tree) {
        say("tree " + real(tree));
    }

    private void say(String line) {
        words.println(line);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the end of this process does it: whatever is left is ended and removed. Returns when it is. */
    @Override
    public void close() {
        words.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
