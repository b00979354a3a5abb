package io.esteira.platform.deadletters;

import io.esteira.platform.web.ApiAccess;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

final class DeadLettersAccess implements ApiAccess {

    static final String READ = "dead-letters:read";
    static final String WRITE = "dead-letters:write";

    @Override
    public Set<String> scopes() {
        return Set.of(READ, WRITE);
    }

    @Override
    public void declare(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.requestMatchers(HttpMethod.GET, "/api/dead-letters")
                .hasAuthority(READ)
                .requestMatchers(HttpMethod.POST, "/api/dead-letters/redrive", "/api/dead-letters/dismiss")
                .hasAuthority(WRITE);
    }
}
