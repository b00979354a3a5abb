package io.esteira.orders;

import io.esteira.platform.web.ApiAccess;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

final class OrdersAccess implements ApiAccess {

    /** One's own orders. */
    static final String READ = "orders:read";
    /** Everybody's orders. */
    static final String READ_ALL = "orders:read-all";

    static final String CANCEL = "orders:cancel";

    @Override
    public Set<String> scopes() {
        return Set.of(READ, READ_ALL, CANCEL);
    }

    @Override
    public void declare(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.requestMatchers(HttpMethod.GET, "/api/orders", "/api/orders/*", "/api/orders/*/invoice.pdf")
                .hasAnyAuthority(READ, READ_ALL)
                .requestMatchers(HttpMethod.POST, "/api/orders/*/cancel")
                .hasAuthority(CANCEL);
    }
}
