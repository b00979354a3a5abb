package io.esteira.lab.speed;

import io.esteira.lab.Trouble;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** The stock of one article in one row, as most shops keep it; many connections take from it. */
final class HotRow {

    private static final int CONNECTIONS = 32;
    private static final long MICROS_MAX = 60_000_000;
    private static final int PLENTY = 2_000_000_000;

    private final SpeedStack stack;

    HotRow(SpeedStack stack) throws SQLException {
        this.stack = stack;
        execute("CREATE SCHEMA IF NOT EXISTS baseline");
        execute("CREATE TABLE IF NOT EXISTS baseline.stock (sku text PRIMARY KEY, available integer NOT NULL)");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = stack.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Every buyer gets one. */
    Run selling(int round, Duration time) throws SQLException, InterruptedException {
        return run(Names.HOT_ROW, round, PLENTY, Long.MAX_VALUE, time);
    }

    /** The same sale: few pieces, and most buyers hear that there are no more, which costs a row nothing but a look. */
    Run sale(int pieces, long buyers, Duration timeMax) throws SQLException, InterruptedException {
        return run(Names.HOT_ROW_SALE, 1, pieces, buyers, timeMax);
    }

    private Run run(String what, int round, int pieces, long buyers, Duration time)
            throws SQLException, InterruptedException {
        execute("DELETE FROM baseline.stock");
        execute("INSERT INTO baseline.stock VALUES ('HOT', " + pieces + ")");
        LongAdder decisions = new LongAdder();
        LongAdder begun = new LongAdder();
        ConcurrentHistogram micros = new ConcurrentHistogram(MICROS_MAX, 3);
        CpuTimes before = stack.cpu(List.of());
        long begunNanos = System.nanoTime();
        long untilNanos = begunNanos + time.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(threads.submit(() -> {
                    buy(untilNanos, buyers, begun, decisions, micros);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new Trouble("The hot row could not be measured: " + e.getCause(), e);
        }
        double seconds = (System.nanoTime() - begunNanos) / 1e9;
        CpuTimes spent = stack.cpu(List.of()).since(before);
        return new Run(
                what,
                round,
                decisions.sum(),
                decisions.sum() / seconds,
                Run.each(spent, decisions.sum()),
                micros.getValueAtPercentile(50) / 1_000.0,
                micros.getValueAtPercentile(99) / 1_000.0,
                0);
    }

    private void buy(long untilNanos, long buyers, LongAdder begun, LongAdder decisions, ConcurrentHistogram micros)
            throws SQLException {
        try (Connection connection = stack.connection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE baseline.stock SET available = available - 1 WHERE sku = ? AND available > 0")) {
            update.setString(1, "HOT");
            while (System.nanoTime() < untilNanos && begun.sum() < buyers) {
                begun.increment();
                long at = System.nanoTime();
                update.executeUpdate();
                micros.recordValue(Math.min(MICROS_MAX, (System.nanoTime() - at) / 1_000));
                decisions.increment();
            }
        }
    }
}
