package io.esteira.lab.trial;

import io.esteira.local.LocalPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The sandbox gateway remembers in a table; whoever holds that table lets every call to the gateway wait. */
final class HangingGateway implements Fault {

    private final LocalPostgres postgres;
    private @Nullable Connection holder;

    HangingGateway(LocalPostgres postgres) {
        this.postgres = postgres;
    }

    @Override
    public void begin() throws Exception {
        Connection connection =
                DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
        holder = connection;
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            lock.execute("LOCK TABLE payments.sandbox_charges IN ACCESS EXCLUSIVE MODE");
        }
    }

    @Override
    public void end() throws Exception {
        Connection connection = holder;
        if (connection != null) {
            connection.rollback();
            connection.close();
        }
    }
}
