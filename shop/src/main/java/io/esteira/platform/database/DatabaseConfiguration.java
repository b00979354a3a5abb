package io.esteira.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Each folder below {@code db/migration} is a context's: its scripts run in the schema of the same name. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final String ROOT = "db/migration";

    @Bean
    FlywayMigrationStrategy eachContextInItsOwnSchema() {
        return configured -> {
            DataSource dataSource =
                    patient(Objects.requireNonNull(configured.getConfiguration().getDataSource()));
            for (String schema : schemas()) {
                Flyway.configure()
                        .dataSource(dataSource)
                        .locations("classpath:" + ROOT + "/" + schema)
                        .schemas(schema)
                        .defaultSchema(schema)
                        .load()
                        .migrate();
            }
        };
    }

    /** A script may take longer than whoever serves customers should wait for an answer. */
    private static DataSource patient(DataSource dataSource) {
        if (!(dataSource instanceof HikariDataSource pool)) {
            return dataSource;
        }
        Properties driver = new Properties();
        driver.putAll(pool.getDataSourceProperties());
        driver.remove("socketTimeout");
        DriverManagerDataSource patient = new DriverManagerDataSource();
        patient.setUrl(pool.getJdbcUrl());
        patient.setUsername(pool.getUsername());
        patient.setPassword(pool.getPassword());
        patient.setConnectionProperties(driver);
        return patient;
    }

    private static List<String> schemas() {
        try {
            Resource[] scripts =
                    new PathMatchingResourcePatternResolver().getResources("classpath*:" + ROOT + "/*/V*.sql");
            return Arrays.stream(scripts)
                    .map(DatabaseConfiguration::folder)
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot list " + ROOT, e);
        }
    }

    private static String folder(Resource script) {
        try {
            String[] path = script.getURL().getPath().split("/", -1);
            return path[path.length - 2];
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
