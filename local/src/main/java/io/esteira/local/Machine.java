package io.esteira.local;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine, or the container around us, has to give. */
record Machine(long memoryBytes, long availableMemoryBytes, long diskBytes) {

    private static final long MIB = 1024L * 1024;
    private static final long MEMORY_MIB_MIN = 1500;
    private static final long AVAILABLE_MEMORY_MIB_MIN = 700;
    private static final long DISK_MIB_MIN = 1024;
    private static final long BROKER_MIB = 500;
    private static final long INSTANCE_MIB = 700;

    static Machine under(Path data) throws IOException {
        long memory = totalMemoryBytes();
        return new Machine(
                memory,
                Math.min(memory, available(memory)),
                Files.getFileStore(data).getUsableSpace());
    }

    static long totalMemoryBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    void refuseIfTooSmall(UpSettings settings) {
        long further = (settings.brokers() == 1 ? 0 : settings.brokers() * BROKER_MIB)
                + (settings.instances() - 1) * INSTANCE_MIB;
        refuseBelow(
                MEMORY_MIB_MIN + further,
                memoryBytes,
                "memory: Kafka, PostgreSQL and the shop need %d MiB, this machine has %d");
        refuseBelow(
                AVAILABLE_MEMORY_MIB_MIN + further,
                availableMemoryBytes,
                "memory: %d MiB must be free to start, and %d are; close something first");
        refuseBelow(DISK_MIB_MIN, diskBytes, "disk space: %d MiB must be free for the data directory, and %d are");
    }

    private static void refuseBelow(long minimumMib, long bytes, String line) {
        if (bytes < minimumMib * MIB) {
            throw new CannotStart(ExitCode.NOT_ENOUGH_ROOM, "not enough " + line.formatted(minimumMib, bytes / MIB));
        }
    }

    /** Linux knows how much could be had without swapping; elsewhere only the total is a fair measure. */
    private static long available(long otherwise) {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kib -> Long.parseLong(kib) * 1024)
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }
}
