package io.esteira.lab;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Who sits before it, if anybody does. */
public final class UserConsole {

    private UserConsole() {}

    /** Whether output is read as it comes, by somebody. */
    public static boolean isTerminal() {
        return console() != null;
    }

    /**
     * Asks without showing what is typed.
     *
     * @return null if there is nobody to ask, or no answer
     */
    public static @Nullable String password(String question) {
        Console console = console();
        char[] typed = console == null ? null : console.readPassword("%s", question);
        return typed == null ? null : new String(typed);
    }

    @SuppressWarnings("SystemConsoleNull") // it is null again where jdk.console says so
    private static @Nullable Console console() {
        Console console = System.console();
        return console != null && console.isTerminal() ? console : null;
    }
}
