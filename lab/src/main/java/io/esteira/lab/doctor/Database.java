package io.esteira.lab.doctor;

import io.esteira.lab.Trouble;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A PostgreSQL that is asked questions in a session that cannot write. */
final class Database implements AutoCloseable {

    private static final String CONNECT_SECONDS = "5";
    private static final String ANSWER_SECONDS = "15";

    private final String url;
    private final Properties properties;
    private final SingleConnectionDataSource session;
    private final JdbcClient jdbc;

    private Database(String url, Properties properties, Connection connection) {
        this.url = url;
        this.properties = properties;
        session = new SingleConnectionDataSource(connection, true);
        jdbc = JdbcClient.create(session);
    }

    /** @throws Trouble with the reason if nobody answers */
    static Database reach(String url, @Nullable String user, @Nullable String password) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new Trouble("not an address of PostgreSQL: it begins with jdbc:postgresql:");
        }
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", ANSWER_SECONDS);
        properties.setProperty("ApplicationName", "esteira-doctor");
        properties.setProperty("readOnly", "true");
        properties.setProperty("readOnlyMode", "always");
        try {
            return new Database(url, properties, DriverManager.getConnection(url, properties));
        } catch (SQLException e) {
            throw new Trouble(Reasons.of(e), e);
        }
    }

    <T> T one(Class<T> type, String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(type).single();
    }

    List<Map<String, @Nullable Object>> rows(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query().listOfRows();
    }

    boolean hasTable(String name) {
        return one(Boolean.class, "SELECT to_regclass(?) IS NOT NULL", name);
    }

    String setting(String name) {
        return one(String.class, "SELECT current_setting(?)", name);
    }

    /** For whoever opens connections of his own; they cannot write either. */
    DataSource dataSource() {
        return new DriverManagerDataSource(url, properties);
    }

    @Override
    public void close() {
        session.destroy();
    }
}
