package io.esteira.lab.speed;

import static io.esteira.lab.Usage.require;

import io.esteira.lab.UserConsole;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./esteira trial speed}. */
@Command(
        name = "speed",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Starts three brokers and PostgreSQL, measures the shop on them side by side with what else could be had, in"
                    + " turns, and counts after each run that every order answered with 201 was written exactly once.",
            "Uses the whole machine; what else runs on it shows in the figures."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, and nothing was lost; the table says which goals were reached",
            "1:something was lost or failed",
            "2:wrong usage"
        })
public final class SpeedCommand implements Callable<Integer> {

    private static final int LOST = 1;
    private static final int CONNECTIONS_MAX = 2_000;
    private static final int SECONDS_MAX = 3_600;

    /** After half of this, servers still became faster from round to round. */
    private static final int WARM_SECONDS = 30;

    private static final int INSTANCES_MAX = 9;
    private static final int MINUTES_MAX = 24 * 60;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "STAGE",
            description = "Measures of ${COMPLETION-CANDIDATES} only these (all).")
    private Set<Stage> stages = EnumSet.allOf(Stage.class);

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "How often each has its turn (3).")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "How long each is measured each time (10).")
    private int seconds;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "256",
            description = "Of the client to the server (256).")
    private int connections;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "1",
            description = "How long the whole way is held at its most (1; the goal asks for 10).")
    private double minutes;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "1000",
            description = "Orders a second at which the whole way is timed (1000).")
    private int rate;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Orders that wait at least when the drain begins (100000; the goal asks for 1000000).")
    private long backlog;

    @Option(
            names = "--drain",
            paramLabel = "S",
            defaultValue = "60",
            description = "Seconds after which a drain is broken off; what is left is said (60).")
    private int drainSeconds;

    @Option(
            names = "--skus",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Articles in the catalogue (1000).")
    private int skus;

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "1",
            description = "So many shops share the whole way in the end, to be compared with one (1: left out).")
    private int instances;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "3", description = "Of each topic (3).")
    private int partitions;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description = "An option for the JVMs of shop and baselines, in place of theirs; may be repeated.")
    private List<String> jvm = List.of();

    @Option(
            names = "--property",
            paramLabel = "NAME=VALUE",
            description = "A property of the shop, to see what it does; may be repeated.")
    private Map<String, String> properties = new HashMap<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The short form, on a ./esteira up that runs, by its data directory: sends orders and counts them;"
                            + " of the other options it knows --url, --rounds, --seconds, --connections, --skus and --out.")
    private @Nullable Path data;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "Where that shop is (http://localhost:8080).")
    @SuppressWarnings("NullAway.Init")
    private URI url;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "trial-speed",
            description = "Where all goes (trial-speed).")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(names = "--keep", description = "Leave the data of brokers and database where it is.")
    private boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        SpeedSettings settings = settings();
        PrintWriter said = spec.commandLine().getOut();
        SpeedReport report = data == null
                ? new SpeedTrial(settings, said, UserConsole.isTerminal()).run()
                : RunningTrial.of(settings, address(), data).run(said, UserConsole.isTerminal());
        SpeedReports.write(report, out, said);
        return report.holds() ? 0 : LOST;
    }

    private URI address() {
        require(
                spec,
                "http".equals(url.getScheme()) && url.getPort() > 0 && isLoopback(url.getHost()),
                "--url must be http, on this machine, with a port");
        return url;
    }

    private static boolean isLoopback(@Nullable String host) {
        return "localhost".equals(host) || "127.0.0.1".equals(host);
    }

    SpeedSettings settings() {
        require(
                spec,
                !stages.contains(Stage.BASELINES) || stages.contains(Stage.INTAKE),
                "--only baselines goes with intake: they are measured in turns");
        require(spec, rounds >= 1 && rounds <= 100, "--rounds must be 1 to 100");
        require(spec, seconds >= 1 && seconds <= SECONDS_MAX, "--seconds must be 1 to " + SECONDS_MAX);
        require(
                spec,
                connections >= 2 && connections <= CONNECTIONS_MAX && connections % 2 == 0,
                "--connections must be an even number from 2 to " + CONNECTIONS_MAX);
        require(
                spec,
                minutes > 0 && minutes <= MINUTES_MAX,
                "--minutes must be more than 0 and at most " + MINUTES_MAX);
        require(spec, rate >= 1 && rate <= 100_000, "--rate must be 1 to 100000");
        require(spec, backlog >= 1 && backlog <= 10_000_000, "--backlog must be 1 to 10000000");
        require(spec, drainSeconds >= 1 && drainSeconds <= SECONDS_MAX, "--drain must be 1 to " + SECONDS_MAX);
        require(spec, skus >= 1 && skus <= 100_000, "--skus must be 1 to 100000");
        require(spec, instances >= 1 && instances <= INSTANCES_MAX, "--instances must be 1 to " + INSTANCES_MAX);
        require(spec, partitions >= 1 && partitions <= 100, "--partitions must be 1 to 100");
        return new SpeedSettings(
                new Bench(out, keep, new StackSettings(partitions, jvm, properties)),
                stages,
                rounds,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(Math.min(WARM_SECONDS, 5L * seconds)),
                connections,
                Duration.ofMillis((long) (minutes * 60_000)),
                rate,
                Duration.ofSeconds(drainSeconds),
                backlog,
                skus,
                instances);
    }
}
