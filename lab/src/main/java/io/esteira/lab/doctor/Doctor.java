package io.esteira.lab.doctor;

import io.esteira.lab.Trouble;
import io.esteira.lab.UserConsole;
import io.esteira.local.Addresses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at a Kafka and a PostgreSQL, and says what is wrong with them and what to do about it. */
@Command(
        name = "doctor",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Looks at the Kafka and the PostgreSQL of an installation, and says what to do about what it finds.",
            "It only reads: no topic, record, offset, setting or table is touched."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no problem (there may be warnings)",
            "1:problems",
            "2:wrong usage",
            "3:Kafka or PostgreSQL cannot be reached"
        })
public final class Doctor implements Callable<Integer> {

    private static final int PROBLEMS = 1;
    private static final int UNREACHABLE = 3;
    private static final String PASSWORD = "ESTEIRA_DB_PASSWORD";
    private static final String LOGGING = "logback.configurationFile";

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,…",
            description = "The brokers, as in spring.kafka.bootstrap-servers.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Client properties, where the brokers want SASL or TLS.")
    private @Nullable Path commandConfig;

    @Option(names = "--jdbc-url", paramLabel = "URL", description = "PostgreSQL, as in spring.datasource.url.")
    private @Nullable String jdbcUrl;

    @Option(
            names = "--db-user",
            paramLabel = "NAME",
            description =
                    "Its user. The password comes from the environment variable " + PASSWORD + ", or is asked for.")
    private @Nullable String user;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Look at a running ./esteira up instead, by its data directory.")
    private @Nullable Path data;

    @Option(names = "--json", description = "Say it in JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (System.getProperty(LOGGING) == null) {
            // Clients talk much while nobody answers; what matters of it is a finding.
            System.setProperty(LOGGING, "esteira-doctor-logback.xml");
        }
        Findings findings = new Findings();
        if (data != null) {
            refuseOthers();
            Addresses running = running(data);
            brokers(running.bootstrapServers(), findings);
            database(running.jdbcUrl(), running.username(), running.password(), findings);
        } else if (bootstrapServers == null && jdbcUrl == null) {
            throw new ParameterException(
                    spec.commandLine(), "say what to look at: --bootstrap-servers and --jdbc-url, or --data");
        } else {
            if (bootstrapServers != null) {
                brokers(bootstrapServers, findings);
            }
            if (jdbcUrl != null) {
                database(jdbcUrl, user, password(), findings);
            }
        }
        return tell(Diagnosis.of(findings));
    }

    private static Addresses running(Path data) {
        try {
            return Addresses.in(data);
        } catch (IOException e) {
            throw new Trouble("Is " + data + " the data directory of a running ./esteira up? " + Reasons.of(e), e);
        }
    }

    private void refuseOthers() {
        if (bootstrapServers != null || jdbcUrl != null || user != null || commandConfig != null) {
            throw new ParameterException(spec.commandLine(), "--data names everything; leave the other addresses out");
        }
    }

    private int tell(Diagnosis diagnosis) {
        if (json) {
            diagnosis.printJson(spec.commandLine().getOut());
        } else {
            diagnosis.print(spec.commandLine().getOut());
        }
        if (diagnosis.unreachable() > 0) {
            return UNREACHABLE;
        }
        return diagnosis.problems() > 0 ? PROBLEMS : 0;
    }

    private void brokers(String servers, Findings findings) throws InterruptedException {
        Map<String, Object> connection = Brokers.connection(servers, commandConfig);
        try (Brokers brokers = Brokers.reach(connection)) {
            findings.ok("kafka", servers + " answers");
            List.of(
                            new BrokersCheck(brokers),
                            new TopicsCheck(brokers),
                            new InternalTopicsCheck(brokers),
                            new PermissionsCheck(brokers),
                            new GroupsCheck(brokers),
                            new TransactionsCheck(brokers),
                            new DeadLettersCheck(brokers),
                            new ClocksCheck(brokers))
                    .forEach(check -> check.lookOrSayWhyNot(findings));
        } catch (Trouble e) {
            findings.unreachable(
                    "kafka",
                    servers + " cannot be reached: " + e.getMessage(),
                    "See that a broker listens there and is reached from here, and that --command-config says how.");
        }
    }

    private void database(String url, @Nullable String user, @Nullable String password, Findings findings) {
        // What follows may hold a password.
        String where = url.replaceAll("[?].*", "");
        try (Database database = Database.reach(url, user, password)) {
            findings.ok("postgresql", where + " answers");
            List.of(new DatabaseCheck(database), new MigrationsCheck(database), new BacklogCheck(database))
                    .forEach(check -> check.lookOrSayWhyNot(findings));
        } catch (Trouble e) {
            findings.unreachable(
                    "postgresql",
                    where + " cannot be reached: " + e.getMessage(),
                    "See that it listens there, and that user and password are right.");
        }
    }

    private @Nullable String password() {
        String given = System.getenv(PASSWORD);
        return given == null
                ? UserConsole.password("Password of " + (user == null ? "the database" : user) + ": ")
                : given;
    }
}
