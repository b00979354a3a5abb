package io.esteira.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A program run to its end, with what it said. */
record Command(int exitCode, String output) {

    static Command run(List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        // Messages are read by people and by this code; they come in English everywhere.
        builder.environment().put("LC_ALL", "C");
        // Settings of some other PostgreSQL on this machine are not ours.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Command(process.waitFor(), output);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + words.getFirst(), e);
        }
    }

    static Command run(List<String> prefix, List<String> words) throws IOException {
        return run(Stream.concat(prefix.stream(), words.stream()).toList());
    }

    String orThrow(String task) throws IOException {
        if (exitCode != 0) {
            throw new IOException(task + " failed with exit code " + exitCode + ": " + output);
        }
        return output;
    }
}
