package io.esteira.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.platform.web.Problem;
import io.esteira.platform.web.Problem.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class FieldErrorsTest {

    private final CheckoutForm form = CheckoutForm.blank();

    @Test
    void standBesideTheFieldThatIsWrong() {
        FieldErrors errors = of(
                new Violation("/shippingAddress/postalCode", "MALFORMED", "must be a CEP"),
                new Violation("/customer/taxId", "INVALID_TAX_ID", "must be a CPF"),
                new Violation("/customer/name", "REQUIRED", "must not be blank"),
                new Violation("/customer/phone", "BAD_CHARACTERS", "must not"));
        assertThat(errors.code("postalCode")).isEqualTo("postalCode");
        assertThat(errors.code("taxId")).isEqualTo("taxId");
        assertThat(errors.code("name")).isEqualTo("required");
        assertThat(errors.code("phone")).isEqualTo("characters");
        assertThat(errors.code("city")).isNull();
        assertThat(errors.general()).isEmpty();
    }

    @Test
    void callAnEmptyAddressMissingAndNotMalformed() {
        assertThat(of(new Violation("/customer/email", "MALFORMED", "must be an e-mail address"))
                        .code("email"))
                .isEqualTo("required");
    }

    @Test
    void areToldForTheWholeFormWhereNoFieldIsToBlame() {
        assertThat(of(
                                new Violation("/items/0/sku", "UNKNOWN_SKU", "is not for sale here"),
                                new Violation("/items/1/sku", "UNKNOWN_SKU", "is not for sale here"))
                        .general())
                .containsExactly("items");
        assertThat(FieldErrors.of(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "no"), form)
                        .general())
                .containsExactly("form");
    }

    private FieldErrors of(Violation... violations) {
        return FieldErrors.of(Problem.unprocessable("wrong", List.of(violations)), form);
    }
}
