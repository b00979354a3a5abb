package io.esteira.lab.check;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads tables, all of them as they stood at one moment, and changes nothing. */
final class TableReader implements AutoCloseable {

    private static final int FETCHED_AT_A_TIME = 5_000;

    private final Connection connection;

    TableReader(String jdbcUrl, String user, String password) {
        try {
            connection = DriverManager.getConnection(jdbcUrl, user, password);
            connection.setReadOnly(true);
            // Rows come in portions only inside a transaction.
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        } catch (SQLException e) {
            throw new IllegalStateException("No connection to " + jdbcUrl + ": " + e.getMessage(), e);
        }
    }

    void read(String sql, Consumer<Row> rows) {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED_AT_A_TIME);
            try (ResultSet result = statement.executeQuery(sql)) {
                Row row = column -> text(result, column);
                while (result.next()) {
                    rows.accept(row);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read with " + sql + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable String text(ResultSet result, String column) {
        try {
            return result.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
