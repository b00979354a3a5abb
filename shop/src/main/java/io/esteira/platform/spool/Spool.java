package io.esteira.platform.spool;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The spool's own connections to its table, and the threads that write, drain and watch it. */
final class Spool implements AutoCloseable {

    /** Of the writer, the drainer and the watch. */
    private static final int OWN_CONNECTIONS = 3;

    private static final long LOOK_WAITS_MILLIS = 500;

    private final HikariDataSource pool;
    private final SpoolTable table;
    private final SpoolWatch watch;
    private final KafkaLeg kafka;
    private final SpoolMetrics metrics;
    private final Duration writeTimeout;
    private final Semaphore looks;
    private volatile @Nullable Running running;

    private record Running(SpoolWriter writer, Drainer drainer, Loop watching) {}

    Spool(
            HikariDataSource pool,
            SpoolTable table,
            SpoolWatch watch,
            KafkaLeg kafka,
            SpoolMetrics metrics,
            SpoolSettings settings) {
        this.pool = pool;
        this.table = table;
        this.watch = watch;
        this.kafka = kafka;
        this.metrics = metrics;
        // Longer than the connection's own timeout: what is refused here was not written in most cases.
        this.writeTimeout = settings.timeout().plusMillis(500);
        this.looks = new Semaphore(settings.connections() - OWN_CONNECTIONS);
    }

    static SpoolTable table(HikariDataSource pool) {
        return new SpoolTable(JdbcClient.create(pool));
    }

    SpoolWatch watch() {
        return watch;
    }

    /** As {@link SpoolWriter#write}. */
    Optional<byte[]> write(SpoolRecord record) {
        Running now = running;
        if (now == null) {
            throw new SpoolUnavailable("The spool is not open", null);
        }
        return now.writer().write(record);
    }

    Optional<byte[]> find(String topic, String key) {
        if (!watch.isWorthALook()) {
            return Optional.empty();
        }
        try {
            if (!looks.tryAcquire(LOOK_WAITS_MILLIS, TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return table.find(topic, key);
        } catch (DataAccessException e) {
            watch.unreachable();
            return Optional.empty();
        } finally {
            looks.release();
        }
    }

    synchronized void start() {
        if (running != null) {
            return;
        }
        TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
        running = new Running(
                new SpoolWriter(table, watch, writeTimeout),
                new Drainer(table, transactions, kafka, watch, metrics),
                new Loop("spool-watch", watch::look));
    }

    synchronized void stop() {
        Running now = running;
        running = null;
        if (now != null) {
            now.drainer().close();
            now.writer().close();
            now.watching().close();
        }
    }

    boolean isRunning() {
        return running != null;
    }

    @Override
    public void close() {
        stop();
        pool.close();
    }
}
