package io.esteira.lab.trial;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./esteira trial}. */
@Command(
        name = "trial",
        description = "Tries the shop under trouble, on a cluster of its own.",
        mixinStandardHelpOptions = true,
        subcommands = FaultsCommand.class)
public final class TrialCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which trial: faults");
    }
}
