package io.esteira.audit;

import io.esteira.platform.web.ApiAccess;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

final class AuditAccess implements ApiAccess {

    static final String READ = "audit:read";

    @Override
    public Set<String> scopes() {
        return Set.of(READ);
    }

    @Override
    public void declare(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.requestMatchers(HttpMethod.GET, "/api/audit").hasAuthority(READ);
    }
}
