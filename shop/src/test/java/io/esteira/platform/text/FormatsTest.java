package io.esteira.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Money;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FormatsTest {

    private static final Locale BRAZIL = Locale.forLanguageTag("pt-BR");
    private final Formats formats = new Formats("America/Sao_Paulo");

    @Test
    void writesMoneyAsItIsWrittenInEachLanguage() {
        assertThat(formats.money(Money.of("BRL", "1234.5"), BRAZIL)).isEqualTo("R$\u00a01.234,50");
        assertThat(formats.money(Money.of("GBP", "1234.5"), Locale.ENGLISH)).isEqualTo("£1,234.50");
    }

    @Test
    void dropsNoDigit() {
        assertThat(formats.money(Money.of("GBP", "0.001"), Locale.UK)).isEqualTo("£0.001");
    }

    @Test
    void writesTaxIdsAsTheyAreRead() {
        assertThat(formats.taxId("52998224725")).isEqualTo("529.982.247-25");
        assertThat(formats.taxId("12ABC34501DE35")).isEqualTo("12.ABC.345/01DE-35");
        assertThat(formats.taxId("GB123456789")).isEqualTo("GB123456789");
    }
}
