package io.esteira.platform.web;

import java.util.Set;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * Which scope each of a context's API calls asks for. A call below {@code /api} that no context names is refused.
 *
 * <p>A scope is an authority by its plain name: {@code rules.requestMatchers(POST, "/api/orders")
 * .hasAuthority("orders:write")}.
 */
public interface ApiAccess {

    /** Every scope that the context knows. */
    Set<String> scopes();

    /** Paths whose bodies have no limit as a whole: whoever reads them never holds more than a part. */
    default Set<String> streams() {
        return Set.of();
    }

    void declare(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules);
}
