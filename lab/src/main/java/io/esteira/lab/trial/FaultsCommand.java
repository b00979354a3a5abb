package io.esteira.lab.trial;

import static io.esteira.lab.Usage.require;

import io.esteira.lab.UserConsole;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./esteira trial faults}. */
@Command(
        name = "faults",
        description = {
            "Starts three brokers, PostgreSQL and three shops, lets shoppers buy, and breaks one thing after the other."
                    + " When everything has healed and come to rest, a checker of its own compares what shoppers were"
                    + " told with topics, tables and mails.",
            "Shoppers come at a fixed rate, after a minute of growing to it, whether they are served or not. The same seed brings the same shoppers and"
                    + " the same faults in the same order."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all eight invariants hold", "1:one is broken, or it cannot be told", "2:wrong usage"})
public final class FaultsCommand implements Callable<Integer> {

    private static final int BROKEN = 1;
    private static final int RATE = 200;
    private static final int RATE_SHORT = 10;
    private static final long ORDERS_FLASH = 10_000;
    private static final List<FaultKind> FAULTS_FLASH =
            List.of(FaultKind.INSTANCE_KILL, FaultKind.BROKER_KILL, FaultKind.INSTANCE_PAUSE);
    private static final long ORDERS = 100_000;
    private static final long ORDERS_SHORT = 2_000;
    private static final long ORDERS_MAX = 10_000_000;
    private static final int RATE_MAX = 5_000;
    private static final int INSTANCES_MAX = 5;
    private static final int BROKERS = 3;

    @Option(names = "--orders", paramLabel = "N", description = "How many shoppers come (100000; 2000 if short).")
    private @Nullable Long orders;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "What chance is made of (1).")
    private long seed;

    @Option(names = "--rate", paramLabel = "R", description = "How many of them in a second (200; 10 if short).")
    private @Nullable Integer rate;

    @Option(names = "--out", paramLabel = "DIR", description = "Where all goes (trial-<seed>).")
    private @Nullable Path out;

    @Option(names = "--faults", paramLabel = "A,B", split = ",", description = "Only these faults.")
    private @Nullable List<String> faults;

    @Option(names = "--brokers", paramLabel = "N", defaultValue = "3", description = "How many brokers: 3.")
    private int brokers;

    @Option(names = "--instances", paramLabel = "N", defaultValue = "3", description = "How many shops (3).")
    private int instances;

    @Option(names = "--short", description = "One of each fault, each short: some minutes.")
    private boolean isShort;

    @Option(
            names = "--flash",
            description = "A flash sale: all shoppers want one article, of which there is a piece for each twentieth;"
                    + " shops and brokers are killed meanwhile (10000 shoppers).")
    private boolean flash;

    @Option(names = "--dry-run", description = "Only say which faults would come.")
    private boolean dryRun;

    @Option(names = "--keep", description = "Leave the data of brokers and database where it is.")
    private boolean keep;

    @Option(
            names = "--set",
            paramLabel = "PROPERTY=VALUE",
            description = "A property of the shops, such as esteira.intake.kafka-patience=1s.")
    private Map<String, String> properties = new TreeMap<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        TrialSettings settings = settings();
        PrintWriter said = spec.commandLine().getOut();
        if (dryRun) {
            settings.schedule().round(0).forEach(said::println);
            return 0;
        }
        TrialReport report = new Trial(settings, said, UserConsole.isTerminal()).run();
        new TextReport(report).print(said);
        JsonReport.write(report, settings.out());
        HtmlReport.write(report, settings.out());
        said.println(settings.out().resolve(HtmlReport.FILE));
        return report.holds() ? 0 : BROKEN;
    }

    TrialSettings settings() {
        long howMany = orders == null ? ordersUsually() : orders;
        int perSecond = rate == null ? (isShort ? RATE_SHORT : RATE) : rate;
        require(spec, howMany >= 1 && howMany <= ORDERS_MAX, "--orders must be 1 to " + ORDERS_MAX);
        require(spec, perSecond >= 1 && perSecond <= RATE_MAX, "--rate must be 1 to " + RATE_MAX);
        require(spec, brokers == BROKERS, "--brokers must be 3: fewer cannot lose one");
        require(spec, instances >= 1 && instances <= INSTANCES_MAX, "--instances must be 1 to " + INSTANCES_MAX);
        return new TrialSettings(
                howMany,
                seed,
                perSecond,
                out == null ? Path.of((flash ? "trial-flash-" : "trial-") + seed) : out,
                kinds(),
                brokers,
                instances,
                isShort,
                keep,
                flash,
                properties);
    }

    private long ordersUsually() {
        if (flash) {
            return ORDERS_FLASH;
        }
        return isShort ? ORDERS_SHORT : ORDERS;
    }

    private List<FaultKind> kinds() {
        if (faults == null) {
            return flash ? FAULTS_FLASH : List.of(FaultKind.values());
        }
        List<FaultKind> kinds = new ArrayList<>();
        for (String id : faults) {
            kinds.add(FaultKind.of(id)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "there is no fault '" + id + "'; there are "
                                    + Arrays.stream(FaultKind.values())
                                            .map(FaultKind::id)
                                            .collect(Collectors.joining(", ")))));
        }
        return kinds;
    }
}
