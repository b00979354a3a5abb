package io.esteira.lab;

import io.esteira.lab.speed.FlashCommand;
import io.esteira.lab.speed.SpeedCommand;
import io.esteira.lab.trial.FaultsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a shop is put through, and whether it kept its promises. */
@Command(
        name = "trial",
        mixinStandardHelpOptions = true,
        description = "Puts a shop through something, and proves that it kept its promises.",
        subcommands = {FaultsCommand.class, TrialCheck.class, SpeedCommand.class, FlashCommand.class})
final class Trial implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say which trial: " + String.join(", ", spec.subcommands().keySet()));
    }
}
