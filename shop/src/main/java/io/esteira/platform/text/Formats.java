package io.esteira.platform.text;

import io.esteira.contracts.Money;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Writes amounts and times as people of a language write them; for templates, where it is {@code @formats}. */
@Component("formats")
public final class Formats {

    private final ZoneId zone;

    public Formats(@Value("${esteira.time-zone:America/Sao_Paulo}") String zone) {
        this.zone = ZoneId.of(zone);
    }

    /** The amount with its currency's sign and all its digits. */
    public String money(Money money, Locale locale) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(money.currency()));
        int digits = money.amount().scale();
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(money.amount());
    }

    public String number(long number, Locale locale) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** A CPF or CNPJ with the dots and dashes that it is read with; any other as it is. */
    public String taxId(String taxId) {
        return switch (taxId.length()) {
            case 11 -> taxId.replaceFirst("^(\\d{3})(\\d{3})(\\d{3})(\\d{2})$", "$1.$2.$3-$4");
            case 14 -> taxId.replaceFirst("^(\\w{2})(\\w{3})(\\w{3})(\\w{4})(\\d{2})$", "$1.$2.$3/$4-$5");
            default -> taxId;
        };
    }

    public String date(Instant instant, Locale locale) {
        return in(locale, DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)).format(instant);
    }

    public String dateTime(Instant instant, Locale locale) {
        return in(locale, DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT))
                .format(instant);
    }

    /** To the millisecond, for those who look for what happened. */
    public String timestamp(Instant instant) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                .withZone(zone)
                .format(instant);
    }

    private DateTimeFormatter in(Locale locale, DateTimeFormatter formatter) {
        return formatter.withLocale(locale).withZone(zone);
    }
}
