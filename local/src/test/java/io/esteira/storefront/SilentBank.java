package io.esteira.storefront;

import io.esteira.local.ShopUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** While this is open the sandbox gateway answers nobody, so that an order stays where it waits for its payment. */
final class SilentBank implements AutoCloseable {

    private final Connection connection;

    private SilentBank(Connection connection) {
        this.connection = connection;
    }

    static SilentBank in(ShopUnderTest shop) throws SQLException {
        Connection connection = shop.bean(DataSource.class).getConnection();
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            lock.execute("LOCK TABLE payments.sandbox_charges IN ACCESS EXCLUSIVE MODE");
        }
        return new SilentBank(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
    }
}
