package io.esteira.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Broker, database and mailbox together: started side by side, stopped one after the other. */
final class LocalServices implements AutoCloseable {

    private static final long STARTING_SECONDS_MAX = 20;

    private final CompletableFuture<Brokers> kafka;
    private final CompletableFuture<LocalPostgres> postgres;
    private final CompletableFuture<LocalMailbox> mailbox;

    /** Begins at once; each part is told to {@code ready} as soon as it is, with the time it took. */
    LocalServices(Path data, int brokers, Credentials credentials, BiConsumer<String, Duration> ready) {
        // Not virtual ones: who waits within the initialisation of a class keeps his carrier, of which a small machine
        // has
        // one, and whoever he waits for may need it.
        Executor threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("start-", 0).factory());
        kafka = begin("Kafka", () -> brokers(data, brokers), ready, threads);
        postgres = begin("PostgreSQL", () -> LocalPostgres.start(data, credentials.postgresPassword()), ready, threads);
        mailbox = begin("Mailbox", () -> LocalMailbox.start(data), ready, threads);
    }

    private static <T> CompletableFuture<T> begin(
            String name, Starting<T> starting, BiConsumer<String, Duration> ready, Executor threads) {
        long begun = System.nanoTime();
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        T started = starting.start();
                        ready.accept(name, Duration.ofNanos(System.nanoTime() - begun));
                        return started;
                    } catch (CannotStart e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(name + " did not start: " + e.getMessage(), e);
                    }
                },
                threads);
    }

    private static Brokers brokers(Path data, int count) throws IOException, InterruptedException {
        if (count == 1) {
            return LocalKafka.start(data);
        }
        BrokerCluster cluster = BrokerCluster.of(new BrokerCluster.Layout(count, data));
        try {
            cluster.start();
            return cluster;
        } catch (IOException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    /** Brokers that are processes of their own are started again. */
    void watchedBy(Supervisor supervisor) {
        if (kafka() instanceof BrokerCluster cluster) {
            cluster.brokers().forEach(broker -> supervisor.watch(broker.process(), broker::start));
        }
    }

    /** As a shop process is told of them. */
    Surroundings surroundings(Credentials credentials) {
        return new Surroundings(
                kafka().bootstrapServers(),
                postgres().jdbcUrl(),
                postgres().username(),
                postgres().password(),
                mailbox().host(),
                mailbox().port(),
                credentials);
    }

    Brokers kafka() {
        return join(kafka);
    }

    LocalPostgres postgres() {
        return join(postgres);
    }

    LocalMailbox mailbox() {
        return join(mailbox);
    }

    private static <T> T join(CompletableFuture<T> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw e;
        }
    }

    /** The mailbox first, the broker last; what is still starting is awaited, so that nothing outlives this process. */
    @Override
    public void close() {
        close(mailbox);
        close(postgres);
        close(kafka);
    }

    private static void close(CompletableFuture<? extends AutoCloseable> starting) {
        try {
            starting.get(STARTING_SECONDS_MAX, TimeUnit.SECONDS).close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // It never started, which was reported where it was awaited.
        }
    }

    private interface Starting<T> {
        T start() throws Exception;
    }
}
