package io.esteira.lab;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** ISO 3166-1 codes of the countries as the file writes them. */
final class Countries {

    /**
     * ISO leaves this code to its users. The shop refuses it, which is the honest end of an order to "Unspecified": no
     * country is made up for it.
     */
    static final String NONE = "ZZ";

    private static final Map<String, String> OWN_NAMES = Map.of(
            "EIRE", "IE",
            "RSA", "ZA",
            "USA", "US",
            "Channel Islands", "JE",
            "Czech Republic", "CZ",
            "Hong Kong", "HK",
            "Korea", "KR",
            "Russia", "RU",
            "West Indies", NONE,
            "European Community", NONE);

    private static final Map<String, String> CODES = codes();

    static String code(String name) {
        return CODES.getOrDefault(name.strip(), NONE);
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Arrays.stream(Locale.getISOCountries())
                .forEach(code -> codes.put(Locale.of("", code).getDisplayCountry(Locale.ENGLISH), code));
        codes.putAll(OWN_NAMES);
        return codes;
    }

    private Countries() {}
}
