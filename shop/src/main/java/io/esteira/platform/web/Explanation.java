package io.esteira.platform.web;

import io.esteira.platform.kafka.KafkaUnavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;
import tools.jackson.core.JacksonException;

/** What a caller is told of a failure: no more than he may know. What he is not told stands in the log. */
public final class Explanation {

    private static final Logger log = LoggerFactory.getLogger(Explanation.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    public static Problem of(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case KafkaUnavailable outage -> outage(outage);
            case DataAccessResourceFailureException outage -> outage(outage);
            case TransientDataAccessException outage -> outage(outage);
            case CannotCreateTransactionException outage -> outage(outage);
            default -> ours(failure);
        };
    }

    /** 400: somebody's JSON, as it was sent. */
    public static Problem ofUnreadable(JacksonException json) {
        return Problem.of(HttpStatus.BAD_REQUEST, JsonComplaint.of(json));
    }

    private static Problem outage(Exception outage) {
        log.warn("Answering 503: {}", outage.toString());
        return Problem.unavailable("The shop cannot take this right now. Repeat the request as it is.", RETRY_AFTER);
    }

    static Problem ours(Throwable failure) {
        log.error("Answering 500", failure);
        return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "Something is wrong on our side. It has been noted.");
    }

    private Explanation() {}
}
