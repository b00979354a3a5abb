package io.esteira.platform.web;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;

/** Which of our languages somebody reads best. */
public final class LanguageChoice {

    private static final Locale BRAZIL = Locale.forLanguageTag("pt-BR");

    /** The first of {@code wanted} that we have, Portuguese of any country included; English if there is none. */
    static Locale of(Enumeration<Locale> wanted) {
        for (Locale locale : Collections.list(wanted)) {
            if (locale.getLanguage().equals("pt")) {
                return BRAZIL;
            }
            if (locale.getLanguage().equals("en")) {
                return Locale.ENGLISH;
            }
        }
        return Locale.ENGLISH;
    }

    /** The language tag as messages carry it: {@code pt-BR} or {@code en}. */
    public static String tag(Locale locale) {
        return locale.getLanguage().equals("pt") ? "pt-BR" : "en";
    }

    private LanguageChoice() {}
}
