package io.esteira.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.UnreadableMessage;
import java.sql.SQLException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class SurroundingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "57014", "53300", "53100", "40001", "55000", "58030", "XX000", "25006"})
    void aDatabaseThatCannotIsNoFaultOfARecord(String sqlState) {
        SQLException said = new SQLException("no", sqlState);
        assertThat(Surroundings.failed(new UncategorizedSQLException("task", "sql", said)))
                .isTrue();
        assertThat(Surroundings.failed(new TransactionSystemException("commit", said)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22P05", "22021", "42P01", "42601", "54000", "25P02"})
    void aStatementThatIsRefusedIsOne(String sqlState) {
        SQLException said = new SQLException("no", sqlState);
        assertThat(Surroundings.failed(new BadSqlGrammarException("task", "sql", said)))
                .isFalse();
        assertThat(Surroundings.failed(new DataIntegrityViolationException("no", said)))
                .isFalse();
    }

    @Test
    void whoeverIsAwayIsNoFaultOfARecord() {
        assertThat(Surroundings.failed(new CannotGetJdbcConnectionException("away")))
                .isTrue();
        assertThat(Surroundings.failed(new CannotCreateTransactionException("away")))
                .isTrue();
        assertThat(Surroundings.failed(new KafkaUnavailable("away", new IllegalStateException())))
                .isTrue();
        assertThat(Surroundings.failed(new IllegalStateException(new NotEnoughReplicasException("two are away"))))
                .isTrue();
        assertThat(Surroundings.failed(new IllegalStateException(new InterruptedException())))
                .isTrue();
        assertThat(Surroundings.failed(new OutOfMemoryError())).isTrue();
    }

    @Test
    void whateverElseIsThrownIsOne() {
        assertThat(Surroundings.failed(new NullPointerException())).isFalse();
        assertThat(Surroundings.failed(new UnreadableMessage("no", new IllegalArgumentException())))
                .isFalse();
        assertThat(Surroundings.failed(new StackOverflowError())).isFalse();
        assertThat(Surroundings.failed(new AssertionError())).isFalse();
    }
}
