package io.esteira.lab;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What options must keep to. */
public final class Usage {

    private Usage() {}

    /** @throws ParameterException with {@code otherwise}, which ends the command as wrongly used */
    public static void require(CommandSpec command, boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), otherwise);
        }
    }
}
