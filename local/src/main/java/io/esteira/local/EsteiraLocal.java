package io.esteira.local;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The launcher's Java side. */
@Command(
        name = "./esteira",
        description = "A web store's order pipeline, whole on one machine.",
        mixinStandardHelpOptions = true,
        versionProvider = EsteiraLocal.Version.class,
        subcommands = Up.class)
public final class EsteiraLocal implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(run(console(System.out), console(System.err), args));
    }

    private static PrintWriter console(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new EsteiraLocal())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((exception, words) -> {
                    err.println("esteira: " + oneLine(exception) + " (see ./esteira "
                            + (exception.getCommandLine().getCommandName().equals("up") ? "up " : "") + "--help)");
                    return ExitCode.WRONG_USAGE.number;
                })
                .setExecutionExceptionHandler((exception, line, parsed) -> {
                    err.println("esteira: " + oneLine(exception));
                    return exception instanceof CannotStart refusal ? refusal.exitCode.number : ExitCode.FAILED.number;
                })
                .execute(args);
    }

    private static String oneLine(Exception exception) {
        String message = exception.getMessage();
        return message == null ? exception.toString() : message.replaceAll("\\s*\\R\\s*", " ");
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }

    /** The version of the jar, which only a built one has. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = EsteiraLocal.class.getPackage().getImplementationVersion();
            return new String[] {"Esteira " + (version == null ? "(not packaged)" : version)};
        }
    }
}
