package io.esteira.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What Java does not tell of other processes. Where there is no {@code /proc}, nothing is known and nothing assumed. */
final class LinuxProcess {

    private static final long END_SECONDS_MAX = 30;

    private LinuxProcess() {}

    /** Ended, but not collected by its parent; many a container's first process never does. */
    static boolean isZombie(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            // The name in parentheses may hold anything; the state follows the last of them.
            return status.startsWith("Z", status.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for the processes that work in {@code directory}. */
    static void awaitEndOfAllIn(Path directory) throws IOException {
        List<ProcessHandle> processes = ProcessHandle.allProcesses()
                .filter(process -> worksIn(process, directory))
                .toList();
        for (ProcessHandle process : processes) {
            try {
                process.onExit().get(END_SECONDS_MAX, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("process " + process.pid() + " still works in " + directory, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for process " + process.pid(), e);
            }
        }
    }

    private static boolean worksIn(ProcessHandle process, Path directory) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(process.pid()), "cwd"))
                    .equals(directory);
        } catch (IOException e) {
            return false;
        }
    }
}
