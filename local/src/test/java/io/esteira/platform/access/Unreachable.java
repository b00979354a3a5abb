package io.esteira.platform.access;

import com.github.benmanes.caffeine.cache.Ticker;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Keys in a database where nobody listens. */
public final class Unreachable {

    public static ApiKeys keys() {
        DriverManagerDataSource nowhere =
                new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/nowhere", "a", "b");
        return new ApiKeys(JdbcClient.create(nowhere), Ticker.systemTicker());
    }

    private Unreachable() {}
}
