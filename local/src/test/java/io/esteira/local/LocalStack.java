package io.esteira.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * The one real Kafka, PostgreSQL and mailbox that all integration tests of a test run share. Started by the first that
 * asks; gone with the JVM, and its data with it.
 */
public final class LocalStack {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path data;
    private final Credentials credentials;
    private final LocalKafka kafka;
    private final LocalPostgres postgres;
    private final LocalMailbox mailbox;
    private final List<Runnable> users = new CopyOnWriteArrayList<>();

    private LocalStack() {
        // Several threads asking for the first logger at once lose what they say until there is one.
        LoggerFactory.getILoggerFactory();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            data = Files.createTempDirectory("esteira-test-");
            credentials = Credentials.in(data);
            Future<LocalKafka> startingKafka = threads.submit(() -> LocalKafka.start(data));
            Future<LocalPostgres> startingPostgres =
                    threads.submit(() -> LocalPostgres.start(data, credentials.postgresPassword()));
            mailbox = LocalMailbox.start(data);
            kafka = startingKafka.get();
            postgres = startingPostgres.get();
        } catch (IOException | ExecutionException e) {
            throw new IllegalStateException("the local stack did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "local-stack-stop"));
    }

    public static LocalStack get() {
        return Running.STACK;
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The database that everybody shares; {@link #newDatabase()} gives one of your own. */
    public String jdbcUrl() {
        return postgres.jdbcUrl();
    }

    public String username() {
        return postgres.username();
    }

    public String password() {
        return postgres.password();
    }

    public LocalMailbox mailbox() {
        return mailbox;
    }

    public Credentials credentials() {
        return credentials;
    }

    /** An empty directory of its own for whoever asks, such as Kafka Streams' state. */
    public Path newDirectory() {
        try {
            return Files.createTempDirectory(data, "test-");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JDBC URL of a new, empty database on the shared server. */
    public String newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), username(), password());
                Statement create = connection.createStatement()) {
            create.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return postgres.jdbcUrl(name);
    }

    /** What stands on this stack stops before it does. */
    public void beforeStop(Runnable user) {
        users.add(user);
    }

    private void stop() {
        users.parallelStream().forEach(Runnable::run);
        mailbox.close();
        postgres.close();
        kafka.close();
        try {
            Trees.delete(data);
        } catch (IOException e) {
            System.err.println("left behind: " + data + " (" + e + ")");
        }
    }

    private static final class Running {
        static final LocalStack STACK = new LocalStack();
    }
}
