package io.esteira.intake;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Random;
import org.hibernate.validator.constraints.br.CNPJ;
import org.hibernate.validator.constraints.br.CPF;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrazilianTaxIdTest {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "52998224725",
                "11144477735",
                "12345678909",
                "00000000191", // people
                "11222333000181",
                "00000000000191",
                "33000167000101", // companies with digits
                "12ABC34501DE35" // the example that the Receita Federal publishes
            })
    void takesWhatIsRight(String id) {
        assertThat(BrazilianTaxId.isValid(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "52998224726", // last digit
                "52998224735", // first check digit
                "25998224725", // two digits exchanged
                "00000000000", // right by the sum, but nobody's
                "99999999999",
                "11222333000182",
                "12ABC34501DE36",
                "12ABD34501DE35",
                "12abc34501de35", // is made upper case before it comes here
                "12ABC34501DEX5", // check digits are digits
                "00000000000000",
                "5299822472",
                "529982247250",
                "",
                "１２ABC34501DE35" // digits of another script
            })
    void refusesWhatIsWrong(String id) {
        assertThat(BrazilianTaxId.isValid(id)).isFalse();
    }

    record Person(@CPF String cpf) {}

    record Company(@CNPJ(format = CNPJ.Format.ALPHANUMERIC) String cnpj) {}

    @Test
    void agreesWithHibernateValidator() {
        Random random = new Random(42);
        try (var factory = Validation.byDefaultProvider()
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator())
                .buildValidatorFactory()) {
            Validator validator = factory.getValidator();
            int right = 0;
            for (int i = 0; i < 20_000; i++) {
                String cpf = text(random, 10, 11);
                String cnpj = text(random, 36, 12) + text(random, 10, 2);
                boolean soundCpf = BrazilianTaxId.isValid(cpf);
                boolean soundCnpj = BrazilianTaxId.isValid(cnpj);
                right += (soundCpf ? 1 : 0) + (soundCnpj ? 1 : 0);
                assertThat(soundCpf)
                        .as(cpf)
                        .isEqualTo(validator.validate(new Person(cpf)).isEmpty());
                assertThat(soundCnpj)
                        .as(cnpj)
                        .isEqualTo(validator.validate(new Company(cnpj)).isEmpty());
            }
            assertThat(right).isGreaterThan(100); // one in a hundred hits by chance
        }
    }

    private static String text(Random random, int letters, int length) {
        return random.ints(length, 0, letters)
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
                .reduce("", String::concat);
    }
}
