package io.esteira.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that starts everything and stays until it is stopped. */
@Command(
        name = "up",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = EsteiraLocal.Version.class,
        description = {
            "Starts the whole shop on this machine: Kafka, PostgreSQL, a mailbox and every role.",
            "Its data lives on in the data directory; Ctrl-C stops it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:it failed; the log in <data>/logs says why",
            "2:wrong usage",
            "3:the port is taken",
            "4:no JDK 25",
            "5:the data directory is of another version",
            "6:the data directory is in use",
            "7:not enough memory or disk space",
            "8:the data directory cannot be written to",
            "9:the data directory holds something else",
            "10:the data directory was made with another number of brokers",
            "130:stopped with Ctrl-C",
            "143:stopped by a TERM signal"
        })
final class Up implements Callable<Integer> {

    private static final Set<Integer> BROKERS = Set.of(1, 3);
    private static final int INSTANCES_MAX = 9;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description =
                    "Where the shop answers (default: ${DEFAULT-VALUE}; 0: a free one). All other ports are chosen"
                            + " free.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address the shop listens on (default: ${DEFAULT-VALUE}, this machine only).")
    private String bind = "127.0.0.1";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(
            names = "--brokers",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many Kafka brokers, 1 or 3 (default: ${DEFAULT-VALUE}). Three are processes of their own, and"
                            + " every record has three copies.")
    private int brokers;

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many shops, up to 9 (default: ${DEFAULT-VALUE}). They share all work; the first answers at"
                            + " --port, the others say where.")
    private int instances;

    @Option(
            names = "--fresh",
            description = "Empties the data directory first, but for its logs, and only if it is one of Esteira.")
    private boolean fresh;

    @Option(names = "--until-ready", description = "Stops again as soon as everything is there.")
    private boolean untilReady;

    @Override
    public Integer call() throws IOException, InterruptedException {
        UpSettings settings = checked();
        PrintWriter out = spec.commandLine().getOut();
        settings.refuseTakenPort();
        try (DataDirectory directory = DataDirectory.open(settings.data(), settings.fresh())) {
            if (!settings.fresh()) {
                settings.refuseOtherBrokers(directory.root());
            }
            Machine.under(directory.root()).refuseIfTooSmall(settings);
            ConsoleLogging.begin(directory.logs());
            if (settings.fresh()) {
                directory.empty();
            }
            new RunningShop(settings, directory.root(), out).run();
            return 0;
        }
    }

    private UpSettings checked() throws IOException {
        if (port < 0 || port > 65535) {
            throw wrong("--port " + port + " is not a port; choose one from 1 to 65535, or 0 for a free one");
        }
        if (!BROKERS.contains(brokers)) {
            throw wrong("--brokers " + brokers + " is not possible; choose 1 or 3");
        }
        if (instances < 1 || instances > INSTANCES_MAX) {
            throw wrong("--instances " + instances + " is not possible; choose 1 to " + INSTANCES_MAX);
        }
        if (data.toString().matches("(?s).*[,\"$`\\\\\\n].*")) {
            throw wrong("--data " + data + " has a character that Kafka or PostgreSQL would misread: , \" $ ` \\");
        }
        try {
            return new UpSettings(
                    port == 0 ? FreePort.onLoopback() : port,
                    InetAddress.getByName(bind),
                    data,
                    fresh,
                    brokers,
                    instances,
                    untilReady);
        } catch (UnknownHostException e) {
            throw wrong("--bind " + bind + " is not an address of this machine");
        }
    }

    private ParameterException wrong(String line) {
        return new ParameterException(spec.commandLine(), line);
    }
}
