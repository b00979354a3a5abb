package io.esteira.platform.access;

import java.security.Principal;
import java.util.Set;

/** Who calls the API, and what the key permits. */
public record ApiClient(String name, Set<String> scopes) implements Principal {

    public ApiClient {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(String scope) {
        return scopes.contains(scope);
    }

    @Override
    public String getName() {
        return name;
    }
}
