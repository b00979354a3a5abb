package io.esteira.orders;

import com.zaxxer.hikari.HikariDataSource;
import io.esteira.local.LocalStack;
import io.esteira.platform.kafka.Batch;
import io.esteira.platform.kafka.Received;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The read model's tables in a database of their own, written without a broker. */
final class Tables implements AutoCloseable {

    private static final List<String> ALL = List.of("orders", "documents", "invoices", "progress");

    private final HikariDataSource database = new HikariDataSource();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final Projection projection =
            new Projection(jdbc, new TransactionTemplate(new JdbcTransactionManager(database)));

    Tables() {
        LocalStack stack = LocalStack.get();
        database.setJdbcUrl(stack.newDatabase());
        database.setUsername(stack.username());
        database.setPassword(stack.password());
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/orders")
                .schemas("orders")
                .defaultSchema("orders")
                .load()
                .migrate();
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    Connection connection() throws SQLException {
        return database.getConnection();
    }

    OrderTables reader() {
        return new OrderTables(jdbc);
    }

    OrderLists lists() {
        return new OrderLists(jdbc);
    }

    void project(List<? extends Received<?>> messages) {
        Map<TopicPartition, Long> next = new HashMap<>();
        messages.forEach(message -> next.merge(
                new TopicPartition(message.topic().name(), message.partition()), message.offset() + 1, Math::max));
        projection.project(new Batch(List.copyOf(messages), next));
    }

    void clear() {
        ALL.forEach(table -> jdbc.sql("TRUNCATE orders." + table).update());
    }

    /** Every row of every table. */
    Map<String, List<String>> content() {
        Map<String, List<String>> content = new HashMap<>();
        for (String table : ALL) {
            content.put(
                    table,
                    jdbc.sql("SELECT row::text FROM orders." + table + " row ORDER BY 1")
                            .query(String.class)
                            .list());
        }
        return content;
    }

    @Override
    public void close() {
        database.close();
    }
}
