package io.esteira.platform.web;

import io.esteira.platform.access.ApiClient;
import io.esteira.platform.access.ApiKeys;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** {@code Authorization: Bearer <api key>} (RFC 6750). A wrong key is as no key. */
final class ApiKeyFilter extends OncePerRequestFilter {

    private static final String SCHEME = "bearer ";
    private static final int LONGEST_KEY = 256;

    private final ApiKeys keys;

    ApiKeyFilter(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            String key = header.substring(SCHEME.length()).strip();
            if (!key.isEmpty() && key.length() <= LONGEST_KEY) {
                keys.find(key).ifPresent(ApiKeyFilter::authenticate);
            }
        }
        chain.doFilter(request, response);
    }

    private static void authenticate(ApiClient client) {
        List<SimpleGrantedAuthority> scopes =
                client.scopes().stream().map(SimpleGrantedAuthority::new).toList();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(client, null, scopes));
        SecurityContextHolder.setContext(context);
    }
}
