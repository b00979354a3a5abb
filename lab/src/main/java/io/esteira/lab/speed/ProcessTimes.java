package io.esteira.lab.speed;

import io.esteira.lab.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux knows of processes: their share of the processors and of the memory. */
final class ProcessTimes {

    /** Of {@code /proc/<pid>/stat}: always 100 a second, whatever the kernel's own clock. */
    private static final long MICROS_PER_TICK = 10_000;

    /** After the name, which is in parentheses and may hold anything: utime, stime, cutime, cstime. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    private ProcessTimes() {}

    /** Of the process and of those of its children that it has seen end. */
    static long cpuMicros(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" "));
            long ticks = 0;
            for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
                ticks += Long.parseLong(fields.get(i));
            }
            return ticks * MICROS_PER_TICK;
        } catch (IOException e) {
            return 0; // it has ended meanwhile, and its parent counts it
        }
    }

    /** With all that it has started. */
    static long cpuMicrosOfTree(long pid) {
        return cpuMicros(pid)
                + ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(child -> cpuMicros(child.pid()))
                        .sum();
    }

    static long residentBytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    static void mustBeKnown() {
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            throw new Trouble("Speed is measured with what /proc tells of processes, and there is none here");
        }
    }
}
