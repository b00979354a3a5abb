package io.esteira.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL 18, its cluster in {@code <data>/postgres}, durable as in production, on loopback at a port chosen
 * anew at each start, behind a password.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalPostgres.class);
    private static final String MAJOR_VERSION = "18";
    private static final String USERNAME = "esteira";
    private static final String DATABASE = "esteira";
    private static final long MIB = 1024L * 1024;

    private final Postmaster postmaster;
    private final int port;
    private final String password;

    private LocalPostgres(Postmaster postmaster, int port, String password) {
        this.postmaster = postmaster;
        this.port = port;
        this.password = password;
    }

    /** Starts on the cluster that is there, or on one made now; returns when it answers. */
    public static LocalPostgres start(Path data, String password) throws IOException, SQLException {
        return start(data, password, UnprivilegedUser.here());
    }

    static LocalPostgres start(Path data, String password, UnprivilegedUser user) throws IOException, SQLException {
        Path root = Files.createDirectories(data).toRealPath();
        user.passThrough(root);
        Path cluster = cluster(root);
        Postmaster postmaster = postmaster(root, user);
        if (Files.exists(cluster)) {
            refuseOtherVersion(cluster);
            postmaster.stopLeftover();
        } else {
            initialise(postmaster, user, cluster, password);
        }

        IOException failure = new IOException("PostgreSQL was never tried");
        for (int attempt = 0; attempt < FreePort.ATTEMPTS; attempt++) {
            int port = FreePort.onLoopback();
            try {
                postmaster.start(options(port));
            } catch (IOException e) {
                log.info("PostgreSQL did not start on port {}", port, e);
                failure = e;
                // Ctrl-C may have ended pg_ctl and not the server that it was starting.
                postmaster.stopLeftover();
                continue;
            }
            LocalPostgres started = new LocalPostgres(postmaster, port, password);
            started.createDatabaseUnlessThere();
            return started;
        }
        throw failure;
    }

    /** Ends a server that outlived its process; nothing else happens. The caller holds the directory's lock. */
    static void stopLeftover(Path root) throws IOException {
        if (Files.exists(cluster(root))) {
            postmaster(root, UnprivilegedUser.here()).stopLeftover();
        }
    }

    private static Path cluster(Path root) {
        return root.resolve("postgres");
    }

    private static Postmaster postmaster(Path root, UnprivilegedUser user) throws IOException {
        Path ownCache = root.resolve("cache");
        // Another account may not enter this user's own directories.
        Path cache = user.account() == null ? UserCache.directoryOr(ownCache) : ownCache;
        return new Postmaster(user, PostgresBinaries.unpackedUnder(cache), cluster(root));
    }

    private static void refuseOtherVersion(Path cluster) throws IOException {
        String found = Files.readString(cluster.resolve("PG_VERSION")).strip();
        if (!found.equals(MAJOR_VERSION)) {
            throw new CannotStart(
                    ExitCode.OTHER_VERSION,
                    cluster + " belongs to PostgreSQL " + found + ", this is " + MAJOR_VERSION
                            + "; choose another --data");
        }
    }

    /** Made beside its place and moved there whole, so that a start cut short leaves nothing half made. */
    private static void initialise(Postmaster postmaster, UnprivilegedUser user, Path cluster, String password)
            throws IOException {
        Path fresh = cluster.resolveSibling("postgres.new");
        Path passwordFile = cluster.resolveSibling("postgres.password");
        Trees.delete(fresh);
        Files.createDirectory(
                fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        user.own(fresh);
        try {
            PrivateFile.write(passwordFile, password);
            user.own(passwordFile);
            postmaster.initialise(fresh, USERNAME, passwordFile);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String options(int port) {
        return Stream.of(
                        "port=" + port,
                        "listen_addresses=127.0.0.1",
                        // No socket file: its path would be too long for some data directories.
                        "unix_socket_directories=",
                        // What is committed here survives a power cut, as in production.
                        "fsync=on",
                        "synchronous_commit=on",
                        "full_page_writes=on",
                        "max_connections=350",
                        "shared_buffers=" + sharedBuffersMib() + "MB",
                        // After each checkpoint the first change of a page writes all of it. Keys are hashes, so under
                        // load every change meets a page of its own; by default that is all that is ever written.
                        "max_wal_size=2GB",
                        "checkpoint_timeout=15min",
                        "logging_collector=on",
                        "log_directory=log",
                        "log_filename=postgresql-%a.log",
                        "log_truncate_on_rotation=on",
                        "log_rotation_age=1d",
                        "log_rotation_size=0")
                .map(setting -> "-c " + setting)
                .collect(Collectors.joining(" "));
    }

    /** A small share of the memory, for others live here, too. What does not fit costs a copy and a checksum each time. */
    private static long sharedBuffersMib() {
        return Math.clamp(Machine.totalMemoryBytes() / MIB / 24, 128, 1024);
    }

    private void createDatabaseUnlessThere() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), USERNAME, password);
                PreparedStatement there =
                        connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'");
                ResultSet found = there.executeQuery();
                Statement create = connection.createStatement()) {
            if (!found.next()) {
                create.execute("CREATE DATABASE " + DATABASE);
            }
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** The way through something in between that listens on {@code otherPort}. */
    public String jdbcUrlThrough(int otherPort) {
        return jdbcUrl(otherPort, DATABASE);
    }

    String jdbcUrl(String database) {
        return jdbcUrl(port, database);
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    public String username() {
        return USERNAME;
    }

    public String password() {
        return password;
    }

    /** SIGKILL for the server and all its processes; returns when they are gone. */
    public void kill() throws IOException {
        postmaster.kill();
    }

    /** SIGSTOP for the server and all its processes: they stand still, and their connections stay open. */
    public void pause() throws IOException {
        postmaster.signal("STOP");
    }

    /** SIGCONT. */
    public void resume() throws IOException {
        postmaster.signal("CONT");
    }

    /** Again after {@link #kill} or {@link #stop}, on the same port; returns when it answers. */
    public void restart() throws IOException {
        postmaster.stopLeftover();
        postmaster.start(options(port));
    }

    /** As an operator would: open transactions are rolled back, connections closed. */
    public void stop() throws IOException {
        postmaster.stop();
    }

    public boolean isAlive() throws IOException {
        return postmaster.process().isPresent();
    }

    @Override
    public void close() {
        try {
            if (!isAlive()) {
                return;
            }
            // One that is paused would not hear that it is to stop.
            resume();
            postmaster.stop();
        } catch (IOException e) {
            log.error("PostgreSQL still runs", e);
        }
    }
}
