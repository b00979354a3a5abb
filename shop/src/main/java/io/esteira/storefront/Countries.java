package io.esteira.storefront;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where goods can go, by the names that a visitor knows. */
final class Countries {

    private static final String HOME = "BR";

    record Country(String code, String name) {}

    /** Home first, then by name. */
    static List<Country> in(Locale locale) {
        Comparator<Country> byName = Comparator.comparing(Country::name, Collator.getInstance(locale)::compare);
        List<Country> countries = new ArrayList<>();
        countries.add(country(HOME, locale));
        Stream.of(Locale.getISOCountries())
                .filter(code -> !code.equals(HOME))
                .map(code -> country(code, locale))
                .sorted(byName)
                .forEach(countries::add);
        return countries;
    }

    static String name(String code, Locale locale) {
        return Locale.of("", code).getDisplayCountry(locale);
    }

    private static Country country(String code, Locale locale) {
        return new Country(code, name(code, locale));
    }

    private Countries() {}
}
