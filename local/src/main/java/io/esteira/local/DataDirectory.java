package io.esteira.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is kept, for one running process at a time. A marker file says whose it is and in which format, so
 * that nothing else is ever written into or deleted.
 */
final class DataDirectory implements AutoCloseable {

    static final String FORMAT = "1";
    private static final String MARKER = "esteira.properties";
    private static final String LOCK = "esteira.lock";
    private static final String LOGS = "logs";

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Takes the directory for this process, and leaves everything in it as it is.
     *
     * @param fresh whether it is about to be emptied, so that it may be of any version
     */
    static DataDirectory open(Path path, boolean fresh) throws IOException {
        Path root = made(path);
        @Nullable String format = format(root);
        if (format == null && !isEmpty(root)) {
            throw new CannotStart(
                    ExitCode.NOT_OURS,
                    root + " is not empty and not a data directory of Esteira (it has no " + MARKER
                            + "); choose another --data");
        }
        if (format != null && !format.equals(FORMAT) && !fresh) {
            throw new CannotStart(
                    ExitCode.OTHER_VERSION,
                    root + " was written by another version of Esteira (format " + format + ", this is " + FORMAT
                            + "); choose another --data, or empty it with --fresh");
        }
        DataDirectory directory = new DataDirectory(root, lock(root));
        try {
            if (format == null) {
                directory.mark();
            }
            return directory;
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Deletes all but the logs, which tell why that was wanted. The marker stays: a deletion may be cut short. */
    void empty() throws IOException {
        LocalPostgres.stopLeftover(root);
        List<Path> files;
        try (Stream<Path> listed = Files.list(root)) {
            files = listed.filter(file -> Stream.of(MARKER, LOCK, LOGS).noneMatch(file::endsWith))
                    .toList();
        }
        for (Path file : files) {
            Trees.delete(file);
        }
        mark();
    }

    Path logs() {
        return root.resolve(LOGS);
    }

    Path root() {
        return root;
    }

    private static Path made(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            if (!Files.exists(absolute)) {
                Path parent = absolute.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createDirectory(
                        absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (Files.isDirectory(absolute) && Files.isWritable(absolute)) {
                return absolute.toRealPath();
            }
        } catch (IOException e) {
            throw new CannotStart(
                    ExitCode.NOT_WRITABLE,
                    "cannot write to " + absolute + ": " + reason(e) + "; choose another --data");
        }
        throw new CannotStart(
                ExitCode.NOT_WRITABLE,
                "cannot write to " + absolute + (Files.isDirectory(absolute) ? "" : ": not a directory")
                        + "; choose another --data");
    }

    private static String reason(IOException e) {
        return e.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .replace(" Exception", "");
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
        }
        channel.close();
        throw new CannotStart(
                ExitCode.IN_USE, root + " is in use by another running Esteira; stop it, or choose another --data");
    }

    private static @Nullable String format(Path root) throws IOException {
        Path marker = root.resolve(MARKER);
        if (!Files.exists(marker)) {
            return null;
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(marker)) {
            properties.load(reader);
        }
        return properties.getProperty("format", "unknown");
    }

    private static boolean isEmpty(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.allMatch(file -> file.endsWith(LOCK));
        }
    }

    private void mark() throws IOException {
        // Orders and letters of real people may come to lie here.
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(root.resolve(MARKER), "format=" + FORMAT + "\n");
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
