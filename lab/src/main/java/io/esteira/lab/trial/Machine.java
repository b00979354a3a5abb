package io.esteira.lab.trial;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the trial ran on, for whoever compares numbers. */
public final class Machine {

    private static final double GIB = 1024.0 * 1024 * 1024;

    private Machine() {}

    public static String here() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                "%d processors%s, %.0f GiB, %s %s, Java %s",
                Runtime.getRuntime().availableProcessors(),
                model(),
                system.getTotalMemorySize() / GIB,
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version().feature());
    }

    private static String model() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    public static String version() {
        String version = Machine.class.getPackage().getImplementationVersion();
        return version == null ? "from source" : version;
    }
}
