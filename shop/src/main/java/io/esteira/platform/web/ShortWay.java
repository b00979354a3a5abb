package io.esteira.platform.web;

import io.esteira.platform.access.ApiClient;
import io.esteira.platform.access.ApiKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Answers the call that a shop lives by without the two dozen filters and resolvers that serve all others: with one key,
 * one JSON body, and nothing else that anybody would have to look at.
 *
 * <p>It only ever says 201. A call that is not plainly right goes the long way as if nobody had looked at it, and is
 * judged and told there: without a key that is known here and has the scope, with a query, of another type or length,
 * with a body that is not understood. So whatever is refused is refused in one place.
 */
public final class ShortWay implements Filter {

    /** The bodies that come in masses are far smaller; for the others the way there does not matter. */
    private static final int LONGEST_BODY = 64 * 1024;

    private static final String REFUSAL = ShortWay.class.getName() + ".refusal";

    private static final Set<String> JSON =
            Set.of("application/json", "application/json;charset=utf-8", "application/json; charset=utf-8");

    /** What clients send who do not mind, or want JSON. */
    private static final Set<String> JSON_WILL_DO =
            Set.of("*/*", "application/json", "application/json, */*", "application/json, text/plain, */*");

    private final String path;
    private final String scope;
    private final ApiKeys keys;
    private final Call call;
    private final Timer timer;

    /** What is to be done. */
    @FunctionalInterface
    public interface Call {

        /**
         * @param head headers; the body is in {@code body}, all of it
         * @return null, with nothing done, if somebody else should look at it
         * @throws RuntimeException if it cannot be done; told by the long way, where {@link #orElseThrow} finds it
         */
        @Nullable
        Created answer(ApiClient client, HttpServletRequest head, byte[] body);
    }

    /** @param json of what was created at {@code location} */
    public record Created(String location, ByteBuffer json) {}

    private ShortWay(String path, String scope, ApiKeys keys, MeterRegistry meters, Call call) {
        this.path = path;
        this.scope = scope;
        this.keys = keys;
        this.call = call;
        // As the long way is measured.
        this.timer = Timer.builder("http.server.requests")
                .tags("method", "POST", "uri", path, "status", "201", "outcome", "SUCCESS")
                .tags("exception", "none", "error", "none")
                .register(meters);
    }

    /** For {@code POST path}, which needs a key with {@code scope} on the long way too. */
    public static FilterRegistrationBean<ShortWay> to(
            String path, String scope, ApiKeys keys, MeterRegistry meters, Call call) {
        var registration = new FilterRegistrationBean<>(new ShortWay(path, scope, keys, meters, call));
        registration.addUrlPatterns(path);
        registration.setOrder(WebConfiguration.SHORT_WAY);
        return registration;
    }

    /** To be asked first by whoever stands at the end of the long way: throws what became of the call already. */
    public static void orElseThrow(HttpServletRequest request) {
        if (request.getAttribute(REFUSAL) instanceof RuntimeException refusal) {
            throw refusal;
        }
    }

    @Override
    public void doFilter(ServletRequest incoming, ServletResponse outgoing, FilterChain longWay)
            throws IOException, ServletException {
        long begunNanos = System.nanoTime();
        if (!(incoming instanceof HttpServletRequest request)
                || !(outgoing instanceof HttpServletResponse response)
                || !isPlain(request)) {
            longWay.doFilter(incoming, outgoing);
            return;
        }
        ApiClient client = ApiKeyFilter.key(request).flatMap(keys::findHere).orElse(null);
        if (client == null || !client.may(scope)) {
            longWay.doFilter(request, response);
            return;
        }
        byte[] body = body(request);
        Created created = null;
        if (body.length == request.getContentLength()) {
            try {
                created = call.answer(client, request, body);
            } catch (RuntimeException refusal) {
                request.setAttribute(REFUSAL, refusal);
            }
        }
        if (created == null) {
            longWay.doFilter(new ReadBefore(request, body), response);
            return;
        }
        write(created, request, response);
        timer.record(System.nanoTime() - begunNanos, TimeUnit.NANOSECONDS);
    }

    private boolean isPlain(HttpServletRequest request) {
        int length = request.getContentLength();
        return length > 0
                && length <= LONGEST_BODY
                && request.getMethod().equals("POST")
                && request.getRequestURI().equals(path)
                && request.getQueryString() == null
                && isOneOf(JSON, request.getContentType())
                && (request.getHeader(HttpHeaders.ACCEPT) == null
                        || isOneOf(JSON_WILL_DO, request.getHeader(HttpHeaders.ACCEPT)));
    }

    private static boolean isOneOf(Set<String> values, @Nullable String value) {
        return value != null && values.contains(value);
    }

    /** As much of it as comes; on the long way whoever goes on reading meets the same end. */
    private static byte[] body(HttpServletRequest request) {
        byte[] body = new byte[request.getContentLength()];
        int read = 0;
        try {
            ServletInputStream in = request.getInputStream();
            for (int more = 0; more >= 0 && read < body.length; read += Math.max(0, more)) {
                more = in.read(body, read, body.length - read);
            }
        } catch (IOException e) {
            return Arrays.copyOf(body, read);
        }
        return read == body.length ? body : Arrays.copyOf(body, read);
    }

    private static void write(Created created, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setHeader(HttpHeaders.LOCATION, created.location());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(created.json().remaining());
        ApiHeaders.write(request, response);
        response.getOutputStream().write(created.json());
    }
}
