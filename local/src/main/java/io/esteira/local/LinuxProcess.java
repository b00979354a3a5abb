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
    private static final long LOOK_EVERY_MILLIS = 20;

    private LinuxProcess() {}

    /** Ended, but not collected by its parent; many a container's first process never does. */
    static boolean isZombie(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            // The name in parentheses may hold anything; the state follows the last of them.
            char state = status.charAt(status.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for the processes that work in {@code directory}. */
    static void awaitEndOfAllIn(Path directory) throws IOException {
        awaitEnd(ProcessHandle.allProcesses()
                .filter(process -> worksIn(process, directory))
                .toList());
    }

    /** Waits until each is gone, or dead and not collected. One that is dying has left its directory already. */
    static void awaitEnd(List<ProcessHandle> processes) throws IOException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS_MAX);
        for (ProcessHandle process : processes) {
            while (!hasEnded(process)) {
                if (System.nanoTime() > deadlineNanos) {
                    throw new IOException("process " + process.pid() + " does not end");
                }
            }
        }
    }

    /** Waits a moment for it. */
    private static boolean hasEnded(ProcessHandle process) throws IOException {
        if (isZombie(process.pid())) {
            return true;
        }
        try {
            process.onExit().get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException("process " + process.pid() + " cannot be waited for", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for process " + process.pid(), e);
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
