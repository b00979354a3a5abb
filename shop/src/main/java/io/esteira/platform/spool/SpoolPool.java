package io.esteira.platform.spool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * A few connections of the spool's own to the same database as everything else: neither takes the other's, and a
 * database that hangs is given up after some seconds.
 */
final class SpoolPool {

    private static final long CONNECT_MILLIS = 1_000;
    private static final long VALIDATE_MILLIS = 500;

    static HikariDataSource beside(DataSource main, SpoolSettings settings) {
        HikariDataSource pattern = pattern(main);
        HikariConfig config = new HikariConfig();
        config.setPoolName("spool");
        config.setJdbcUrl(pattern.getJdbcUrl());
        config.setUsername(pattern.getUsername());
        config.setPassword(pattern.getPassword());
        Properties driver = new Properties();
        driver.putAll(pattern.getDataSourceProperties());
        driver.setProperty("connectTimeout", String.valueOf(CONNECT_MILLIS / 1_000));
        driver.setProperty("socketTimeout", String.valueOf(settings.timeout().toSeconds()));
        config.setDataSourceProperties(driver);
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setValidationTimeout(VALIDATE_MILLIS);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static HikariDataSource pattern(DataSource main) {
        try {
            return main.unwrap(HikariDataSource.class);
        } catch (SQLException e) {
            throw new IllegalStateException("The spool needs spring.datasource to be a Hikari pool", e);
        }
    }

    private SpoolPool() {}
}
