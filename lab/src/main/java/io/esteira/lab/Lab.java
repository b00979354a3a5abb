package io.esteira.lab;

import io.esteira.lab.doctor.Doctor;
import java.io.PrintStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is tried on a running shop. */
@Command(
        name = "./esteira",
        description = "Tries things on a running shop.",
        mixinStandardHelpOptions = true,
        subcommands = {Replay.class, Trial.class, Doctor.class})
public final class Lab implements Runnable {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(run(console(System.out), console(System.err), args));
    }

    private static PrintWriter console(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Lab())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((exception, words) -> {
                    err.println("esteira: " + oneLine(exception) + " (see "
                            + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help)");
                    return WRONG_USAGE;
                })
                .setExecutionExceptionHandler((exception, line, parsed) -> {
                    err.println("esteira: " + oneLine(exception));
                    return FAILED;
                })
                .execute(args);
    }

    private static String oneLine(Exception exception) {
        @Nullable
        String message = exception instanceof Trouble || exception instanceof ParameterException
                ? exception.getMessage()
                : exception.toString();
        return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }
}
