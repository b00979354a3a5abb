package io.esteira;

import io.esteira.platform.Roles;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;

/** What a process can do. One process may have any of the roles; without a choice it has all. */
public enum Role {
    CATALOG,
    INTAKE,
    ORDERS,
    ORDERFLOW,
    PAYMENTS,
    BILLING,
    NOTIFICATIONS,
    STOREFRONT,
    STAFF,
    AUDIT;

    private String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Refuses a role that does not exist, before a process starts that would silently do nothing. */
    static final class Check implements EnvironmentPostProcessor {

        @Override
        public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
            List<String> known = Arrays.stream(values()).map(Role::id).toList();
            Set<String> unknown = new TreeSet<>(Roles.chosen(environment));
            unknown.removeAll(known);
            unknown.remove(Roles.ALL);
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException(
                        Roles.PROPERTY + " names " + unknown + "; there are " + known + " and " + Roles.ALL);
            }
        }
    }
}
