package io.esteira.platform.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no more requests in at a time than this process has room for; whoever is beyond that is told at once to come
 * again. Requests that wait for a processor hold some 50 KB each: without a bound, a process that falls behind fills its
 * heap with them, spends its time on collecting garbage, and never catches up.
 *
 * <p>Connections that are kept open for news do not count; how many of those there may be is bounded elsewhere.
 */
final class Admission extends OncePerRequestFilter {

    private static final String RETRY_AFTER_SECONDS = "1";

    private final Semaphore room;
    private final Counter refused;

    Admission(int maxRequests, MeterRegistry meters) {
        this.room = new Semaphore(maxRequests);
        this.refused = Counter.builder("esteira.web.refused")
                .description("Requests that were told to come again because too many were being worked on")
                .register(meters);
    }

    /** Whether this process lives must be seen even when it has too much to do. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/livez") || path.equals("/readyz") || path.startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!room.tryAcquire()) {
            refuse(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            room.release();
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refused.increment();
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        if (request.getRequestURI().startsWith("/api/")) {
            ProblemAnswer.write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "There is too much to do at the moment. Repeat the request as it is.");
        } else {
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
        }
    }
}
