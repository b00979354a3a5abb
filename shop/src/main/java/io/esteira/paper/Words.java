package io.esteira.paper;

import io.esteira.contracts.Money;
import io.esteira.platform.text.Formats;
import java.time.Instant;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** What stands on paper in one language. */
record Words(MessageSource texts, Formats formats, Locale locale) {

    String text(String key, Object... arguments) {
        return texts.getMessage("paper." + key, arguments, locale);
    }

    /** As a label is written. */
    String label(String key) {
        return text(key).toUpperCase(locale);
    }

    String taxId(String taxId) {
        return text("tax-id") + " " + formats.taxId(taxId);
    }

    String date(Instant instant) {
        return formats.date(instant, locale);
    }

    String money(Money money) {
        return formats.money(money, locale);
    }

    String number(long number) {
        return formats.number(number, locale);
    }
}
