package io.esteira.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom PostgreSQL runs as, since it refuses root. An ordinary user stays himself. Root enters a user namespace in which
 * it is nobody and still owns its files; where the kernel forbids that (most containers), an unprivileged account takes
 * over, and PostgreSQL's directories become that account's.
 */
record UnprivilegedUser(List<String> prefix, @Nullable String account) {

    private static final List<String> ACCOUNTS = List.of("postgres", "nobody");

    static UnprivilegedUser here() throws IOException {
        if (!isRoot()) {
            return new UnprivilegedUser(List.of(), null);
        }
        if (works(List.of("unshare", "-U"))) {
            return new UnprivilegedUser(List.of("unshare", "-U"), null);
        }
        for (String account : ACCOUNTS) {
            List<String> prefix = List.of("runuser", "-u", account, "--");
            if (works(prefix)) {
                return new UnprivilegedUser(prefix, account);
            }
        }
        throw new CannotStart(
                ExitCode.FAILED, "PostgreSQL does not run as root, and neither unshare nor runuser works here");
    }

    /** Hands a directory over, with all that is in it. */
    void own(Path directory) throws IOException {
        if (account == null) {
            return;
        }
        UserPrincipal owner =
                directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!Files.isSymbolicLink(file)) {
                    Files.setOwner(file, owner);
                }
            }
        }
    }

    /** Lets another account pass through the data directory, without seeing what else is in it. */
    void passThrough(Path data) throws IOException {
        if (account == null) {
            return;
        }
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        if (!works(Stream.concat(prefix.stream(), Stream.of("test", "-x", data.toString()))
                .toList())) {
            throw new CannotStart(
                    ExitCode.NOT_WRITABLE,
                    "PostgreSQL does not run as root, and the user " + account + " cannot reach " + data
                            + "; choose another --data, or start as an ordinary user");
        }
    }

    /** A file that this process has just made belongs to whom it acts as; that is asked without any command. */
    private static boolean isRoot() throws IOException {
        if (!Files.getFileStore(Path.of("/")).supportsFileAttributeView("unix")) {
            return false;
        }
        Path made = Files.createTempFile("esteira", ".uid");
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(made, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        } finally {
            Files.delete(made);
        }
    }

    private static boolean works(List<String> command) throws IOException {
        List<String> tried = command.contains("test")
                ? command
                : Stream.concat(command.stream(), Stream.of("true")).toList();
        try {
            return Command.run(tried).exitCode() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
