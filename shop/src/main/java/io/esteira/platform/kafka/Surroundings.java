package io.esteira.platform.kafka;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Tells failures of the surroundings from failures of a record. A database or a broker that is away comes back, and no
 * record is to blame; whatever else is thrown would be thrown again.
 */
public final class Surroundings {

    /**
     * SQLSTATE classes that say nothing of the statement: no connection, a transaction that met another, too few
     * resources, an object in use, an operator's hand, the disk, the server itself; and the wrong server or login, which
     * is somebody's to mend before anything works.
     */
    private static final Set<String> SQL_CLASSES = Set.of("08", "28", "3D", "40", "53", "55", "57", "58", "F0", "XX");

    /** No privilege; a server that only reads; a transaction that lay idle for too long. */
    private static final Set<String> SQL_STATES = Set.of("42501", "25006", "25P03", "25P04");

    private static final int CAUSES_MAX = 20;

    public static boolean failed(Throwable failure) {
        Throwable each = failure;
        for (int depth = 0; each != null && depth < CAUSES_MAX; depth++) {
            if (isOfTheSurroundings(each)) {
                return true;
            }
            each = each.getCause();
        }
        return false;
    }

    private static boolean isOfTheSurroundings(Throwable failure) {
        return switch (failure) {
            case KafkaUnavailable ignored -> true;
            case RetriableException ignored -> true;
            case InterruptException ignored -> true;
            case InterruptedException ignored -> true;
            case DataAccessResourceFailureException ignored -> true;
            case TransientDataAccessException ignored -> true;
            case RecoverableDataAccessException ignored -> true;
            case CannotCreateTransactionException ignored -> true;
            case SQLTransientException ignored -> true;
            case SQLRecoverableException ignored -> true;
            case SQLException sql -> saysSo(sql.getSQLState());
            case StackOverflowError ignored -> false; // a message that is nested too deeply
            case VirtualMachineError ignored -> true;
            default -> false;
        };
    }

    private static boolean saysSo(@Nullable String sqlState) {
        return sqlState != null
                && sqlState.length() >= 2
                && (SQL_CLASSES.contains(sqlState.substring(0, 2)) || SQL_STATES.contains(sqlState));
    }

    private Surroundings() {}
}
