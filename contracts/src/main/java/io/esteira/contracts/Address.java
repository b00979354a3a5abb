package io.esteira.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Where the goods go. Personal data, as {@link Customer}.
 *
 * @param country ISO 3166-1 alpha-2
 */
public record Address(
        String line1,
        @Nullable String line2,
        String city,
        @Nullable String region,
        String postalCode,
        String country) {}
