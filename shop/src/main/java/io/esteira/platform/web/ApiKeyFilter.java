package io.esteira.platform.web;

import io.esteira.platform.access.ApiClient;
import io.esteira.platform.access.ApiKeys;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** {@code Authorization: Bearer <api key>} (RFC 6750). A wrong key is as no key. */
final class ApiKeyFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(ApiKeyFilter.class);
    private static final String SCHEME = "bearer ";
    private static final int LONGEST_KEY = 256;
    private static final String RETRY_AFTER_SECONDS = "5";

    private final ApiKeys keys;

    ApiKeyFilter(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            key(request).flatMap(keys::find).ifPresent(ApiKeyFilter::authenticate);
        } catch (DataAccessException e) {
            log.warn("Answering 503: {}", e.toString());
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            ProblemAnswer.write(
                    response, HttpStatus.SERVICE_UNAVAILABLE, "No key can be looked up right now. Try again.");
            return;
        }
        chain.doFilter(HttpMethod.HEAD.matches(request.getMethod()) ? new AsGet(request) : request, response);
    }

    /** The key that the request names; whose it is, if anybody's, is not known yet. */
    static Optional<String> key(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String key = header.substring(SCHEME.length()).strip();
        return key.isEmpty() || key.length() > LONGEST_KEY ? Optional.empty() : Optional.of(key);
    }

    /** HEAD is for whoever may GET, and for nobody else; the server leaves the body out. */
    private static final class AsGet extends HttpServletRequestWrapper {

        AsGet(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return HttpMethod.GET.name();
        }
    }

    private static void authenticate(ApiClient client) {
        List<SimpleGrantedAuthority> scopes =
                client.scopes().stream().map(SimpleGrantedAuthority::new).toList();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(client, null, scopes));
        SecurityContextHolder.setContext(context);
    }
}
