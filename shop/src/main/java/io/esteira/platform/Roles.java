package io.esteira.platform;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.PropertyResolver;

/** Which roles this process was started with. */
public final class Roles {

    public static final String PROPERTY = "esteira.roles";
    public static final String ALL = "all";

    /** The chosen roles in lower case, or {@link #ALL}. */
    public static Set<String> chosen(PropertyResolver properties) {
        return Stream.of(properties.getProperty(PROPERTY, ALL).split(",", -1))
                .map(role -> role.strip().toLowerCase(Locale.ROOT))
                .filter(role -> !role.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    static boolean includes(PropertyResolver properties, String role) {
        Set<String> chosen = chosen(properties);
        return chosen.contains(ALL) || chosen.contains(role);
    }

    private Roles() {}
}
