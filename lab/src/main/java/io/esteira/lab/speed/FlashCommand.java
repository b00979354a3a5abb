package io.esteira.lab.speed;

import static io.esteira.lab.Usage.require;

import io.esteira.lab.UserConsole;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./esteira trial flash}. */
@Command(
        name = "flash",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Starts three brokers and PostgreSQL, lets many buyers want the few pieces of one article, and measures how"
                    + " fast it is decided who gets one, beside a row in PostgreSQL that 32 connections take from.",
            "Counts in topics and tables that exactly as many were sold as there were."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, and exactly as many were sold as there were; the table says whether the goal was reached",
            "1:other numbers came out, or something failed",
            "2:wrong usage"
        })
public final class FlashCommand implements Callable<Integer> {

    private static final int WRONG = 1;
    private static final long BUYERS_MAX = 10_000_000;
    private static final int SECONDS_MAX = 600;

    @Option(names = "--buyers", paramLabel = "N", defaultValue = "500000", description = "Who want one (500000).")
    private long buyers;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Who want something that there is not, before that (200000).")
    private long warmUp;

    @Option(names = "--pieces", paramLabel = "N", defaultValue = "10000", description = "What there is (10000).")
    private int pieces;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Of the hot row (3).")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "10", description = "Of each round (10).")
    private int seconds;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "6", description = "Of each topic (6).")
    private int partitions;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description = "An option for the shop's JVM, in place of its own; may be repeated.")
    private List<String> jvm = List.of();

    @Option(
            names = "--property",
            paramLabel = "NAME=VALUE",
            description = "A property of the shop, to see what it does; may be repeated.")
    private Map<String, String> properties = new HashMap<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "trial-flash",
            description = "Where all goes (trial-flash).")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(names = "--keep", description = "Leave the data of brokers and database where it is.")
    private boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        FlashSettings settings = settings();
        PrintWriter said = spec.commandLine().getOut();
        SpeedReport report = new FlashTrial(settings, said, UserConsole.isTerminal()).run();
        SpeedReports.write(report, out, said);
        return report.holds() ? 0 : WRONG;
    }

    private FlashSettings settings() {
        require(spec, buyers >= 1 && buyers <= BUYERS_MAX, "--buyers must be 1 to " + BUYERS_MAX);
        require(
                spec,
                pieces >= 1 && pieces <= Math.min(buyers, 900_000),
                "--pieces must be 1 to as many as buyers, at most 900000");
        require(spec, warmUp >= 0 && warmUp <= BUYERS_MAX, "--warm-up must be 0 to " + BUYERS_MAX);
        require(spec, rounds >= 1 && rounds <= 100, "--rounds must be 1 to 100");
        require(spec, seconds >= 1 && seconds <= SECONDS_MAX, "--seconds must be 1 to " + SECONDS_MAX);
        require(spec, partitions >= 1 && partitions <= 100, "--partitions must be 1 to 100");
        return new FlashSettings(
                new Bench(out, keep, new StackSettings(partitions, jvm, properties)),
                warmUp,
                buyers,
                pieces,
                rounds,
                Duration.ofSeconds(seconds));
    }
}
