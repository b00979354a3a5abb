package io.esteira.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.esteira.contracts.Json;
import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.platform.web.Problem;
import io.esteira.platform.web.Problem.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.ObjectWriter;

/**
 * What became of one line of a batch.
 *
 * @param line counted from 1
 * @param status what a single request would have been answered with
 * @param retryAfterSeconds when the line may be sent again, as it is
 * @param problem why it is no order; pointers are into its {@code order}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchAnswer(
        long line,
        @Nullable String idempotencyKey,
        int status,
        @Nullable OrderId id,
        @Nullable String number,
        @Nullable Money total,
        @Nullable Instant placedAt,
        @Nullable String trackingUrl,
        @Nullable Long retryAfterSeconds,
        @Nullable Refusal problem) {

    private static final ObjectWriter WRITER = Json.mapper().writerFor(BatchAnswer.class);

    record Refusal(
            String title,
            int status,
            @Nullable String detail,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> errors) {}

    static BatchAnswer accepted(long line, @Nullable String idempotencyKey, Accepted accepted) {
        return new BatchAnswer(
                line,
                idempotencyKey,
                HttpStatus.CREATED.value(),
                accepted.id(),
                accepted.number(),
                accepted.total(),
                accepted.placedAt(),
                accepted.trackingUrl(),
                null,
                null);
    }

    static BatchAnswer refused(long line, @Nullable String idempotencyKey, Problem why) {
        HttpStatus status = why.status();
        Duration retryAfter = why.retryAfter();
        return new BatchAnswer(
                line,
                idempotencyKey,
                status.value(),
                null,
                null,
                null,
                null,
                null,
                retryAfter == null ? null : Math.max(1, retryAfter.toSeconds()),
                new Refusal(status.getReasonPhrase(), status.value(), why.getMessage(), why.violations()));
    }

    /** With the end of the line. */
    byte[] json() {
        byte[] json = WRITER.writeValueAsBytes(this);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }
}
