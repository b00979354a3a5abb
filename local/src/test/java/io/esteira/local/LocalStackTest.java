package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalStackTest {

    @ParameterizedTest
    @CsvSource({"fsync,on", "synchronous_commit,on", "full_page_writes,on", "data_checksums,on", "max_connections,350"})
    void postgresIsAsDurableAsInProduction(String setting, String expected) throws SQLException {
        assertThat(ask(LocalStack.get().jdbcUrl(), "SHOW " + setting)).isEqualTo(expected);
    }

    @Test
    void postgresIsVersion18() throws SQLException {
        assertThat(ask(LocalStack.get().jdbcUrl(), "SHOW server_version")).startsWith("18.");
    }

    @Test
    void eachNewDatabaseIsEmptyAndOnItsOwn() throws SQLException {
        String one = LocalStack.get().newDatabase();
        String other = LocalStack.get().newDatabase();
        assertThat(one).isNotEqualTo(other);
        assertThat(ask(one, "SELECT current_database()")).isNotEqualTo(ask(other, "SELECT current_database()"));
    }

    private static String ask(String jdbcUrl, String sql) throws SQLException {
        LocalStack stack = LocalStack.get();
        try (Connection connection = DriverManager.getConnection(jdbcUrl, stack.username(), stack.password());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            assertThat(answer.next()).isTrue();
            return answer.getString(1);
        }
    }
}
