package io.esteira.platform.web;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that cannot be served; becomes {@code application/problem+json} (RFC 9457). */
public final class Problem extends RuntimeException {

    private final HttpStatus status;
    private final List<Violation> violations;
    private final @Nullable Duration retryAfter;

    /**
     * One thing wrong with a request's body.
     *
     * @param pointer where: a JSON pointer (RFC 6901)
     * @param code what, for programs
     * @param message what, for people
     */
    public record Violation(String pointer, String code, String message) {}

    private Problem(HttpStatus status, String detail, List<Violation> violations, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.violations = List.copyOf(violations);
        this.retryAfter = retryAfter;
    }

    public static Problem of(HttpStatus status, String detail) {
        return new Problem(status, detail, List.of(), null);
    }

    /** A refusal other than 422 that can name what it is about. */
    public static Problem of(HttpStatus status, String detail, List<Violation> violations) {
        return new Problem(status, detail, violations, null);
    }

    /** 422: understood, but not to be carried out. */
    public static Problem unprocessable(String detail, List<Violation> violations) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, detail, violations, null);
    }

    public static Problem unprocessable(String pointer, String code, String message) {
        return unprocessable(message, List.of(new Violation(pointer, code, message)));
    }

    /** 404; the same for what does not exist and for what is somebody else's. */
    public static Problem notFound() {
        return of(HttpStatus.NOT_FOUND, "There is nothing here.");
    }

    /** 503: nothing is wrong with the request; it can be repeated as it is. */
    public static Problem unavailable(String detail, Duration retryAfter) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, detail, List.of(), retryAfter);
    }

    /** 503 with a code, for programs that tell one outage from another. */
    public static Problem unavailable(String code, String detail, Duration retryAfter) {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE, detail, List.of(new Violation("", code, detail)), retryAfter);
    }

    /** 429: the same request will do, later. */
    public static Problem tooManyRequests(String detail, Duration retryAfter) {
        return new Problem(HttpStatus.TOO_MANY_REQUESTS, detail, List.of(), retryAfter);
    }

    public HttpStatus status() {
        return status;
    }

    public List<Violation> violations() {
        return violations;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
