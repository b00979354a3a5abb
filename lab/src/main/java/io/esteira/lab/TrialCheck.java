package io.esteira.lab;

import io.esteira.lab.check.Checker;
import io.esteira.lab.check.Evidence;
import io.esteira.lab.check.Verdict;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges what a trial left behind. */
@Command(
        name = "check",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Judges a shop at rest by what a trial left behind: its journal, its mails, the topics and the tables.",
            "Changes nothing. The password comes from ESTEIRA_CHECK_PASSWORD, else it is asked for."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every promise was kept", "1:one was broken, or the evidence cannot be had", "2:wrong usage"})
final class TrialCheck implements Callable<Integer> {

    private static final String PASSWORD = "ESTEIRA_CHECK_PASSWORD";

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            required = true,
            description = "What the clients wrote down: the trial's journal.jsonl.")
    @SuppressWarnings("NullAway.Init")
    private Path journal;

    @Option(
            names = "--mails",
            paramLabel = "FILE",
            description = "What arrived: the trial's mails.jsonl. Without it, only the rows of messages are judged.")
    private @Nullable Path mails;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,…", required = true, description = "The brokers.")
    @SuppressWarnings("NullAway.Init")
    private String bootstrapServers;

    @Option(names = "--jdbc-url", paramLabel = "URL", required = true, description = "The shop's PostgreSQL.")
    @SuppressWarnings("NullAway.Init")
    private String jdbcUrl;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "esteira",
            description = "Who reads there (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String user;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        mustBeThere(journal);
        if (mails != null) {
            mustBeThere(mails);
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Evidence evidence = new Evidence(journal, mails, bootstrapServers, jdbcUrl, user, password());
        Verdict verdict = new Checker(err::println).check(evidence);
        verdict.lines().forEach(out::println);
        out.println();
        out.println(verdict.holds() ? "Every promise was kept." : "Promises were broken.");
        return verdict.holds() ? 0 : 1;
    }

    private static void mustBeThere(Path file) {
        if (!Files.isReadable(file)) {
            throw new Trouble("There is no file " + file);
        }
    }

    private static String password() {
        String given = System.getenv(PASSWORD);
        String password = given == null ? UserConsole.password("Password: ") : given;
        if (password == null) {
            throw new Trouble("There is no " + PASSWORD + ", and nobody who says the password");
        }
        return password;
    }
}
