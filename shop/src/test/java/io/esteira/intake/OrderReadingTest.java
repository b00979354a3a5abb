package io.esteira.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.intake.OrderRequest.Buyer;
import io.esteira.intake.OrderRequest.Destination;
import io.esteira.intake.OrderRequest.Item;
import io.esteira.intake.OrderRequest.Payment;
import io.esteira.platform.validation.RequestCheck;
import io.esteira.platform.validation.WrittenMoney;
import io.esteira.platform.web.Problem;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.List;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderReadingTest {

    private final ValidatorFactory factory = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory();
    private final OrderReading reading = new OrderReading(new RequestCheck(factory.getValidator()));

    @AfterEach
    void close() {
        factory.close();
    }

    @Test
    void theSameWishHasTheSameFingerprintHoweverItIsWritten() {
        OrderRequest one = order("BR", "529.982.247-25", "01310-100", "José", "+55 11 99999-0000", "59.8");
        OrderRequest other = order("BR", "52998224725", "01310100", " Jose\u0301", "+5511999990000", "59.80");
        assertThat(fingerprint(one)).isEqualTo(fingerprint(other));
    }

    @ParameterizedTest
    @CsvSource({
        "BR,11144477735,01310-100,José,+5511999990000,59.80",
        "BR,52998224725,01310-101,José,+5511999990000,59.80",
        "BR,52998224725,01310-100,Jose,+5511999990000,59.80",
        "BR,52998224725,01310-100,José,+5511999990001,59.80",
        "BR,52998224725,01310-100,José,,59.80",
        "BR,,01310-100,José,+5511999990000,59.80",
        "BR,52998224725,01310-100,José,+5511999990000,59.81",
        "BR,52998224725,01310-100,José,+5511999990000,",
        "PT,52998224725,01310-100,José,+5511999990000,59.80"
    })
    void anotherWishHasAnotherFingerprint(
            String country,
            @Nullable String taxId,
            String postalCode,
            String name,
            @Nullable String phone,
            @Nullable String total) {
        OrderRequest one = order("BR", "52998224725", "01310-100", "José", "+5511999990000", "59.80");
        assertThat(fingerprint(order(country, taxId, postalCode, name, phone, total)))
                .isNotEqualTo(fingerprint(one));
    }

    /** Stored in records for as long as orders are: it must not change with the code. */
    @Test
    void fingerprintsLast() {
        OrderRequest order = order("BR", "52998224725", "01310-100", "José", "+5511999990000", "59.80");
        assertThat(fingerprint(order).hex())
                .isEqualTo("5c8f1340893dd59569fab2b8595323ab34acfc79187ecf86a664cc5ed58d0909");
    }

    @ParameterizedTest
    @CsvSource({
        "BR,529.982.247-25,01310-100",
        "BR,52998224725,01310100",
        "BR,12.ABC.345/01DE-35,01310-100",
        "BR,12.abc.345/01de-35,01310-100",
        "BR,,01310-100",
        "PT,PT 123456789,1000-001",
        "GB,,SW1A 1AA",
        "HK,,"
    })
    void takesWhatTheCountryHas(String country, @Nullable String taxId, @Nullable String postalCode) {
        assertThat(reading.read(order(country, taxId, postalCode, "Ana", null, null))
                        .shippingAddress()
                        .country())
                .isEqualTo(country);
    }

    @ParameterizedTest
    @CsvSource({
        "BR,529.982.247-26,01310-100,/customer/taxId",
        "BR,PT 123456789,01310-100,/customer/taxId",
        "BR,,SW1A 1AA,/shippingAddress/postalCode",
        "BR,,,/shippingAddress/postalCode",
        "BR,,01310--100,/shippingAddress/postalCode",
        "GB,x@y,SW1A 1AA,/customer/taxId",
        "GB,,123456789012345678,/shippingAddress/postalCode",
        "UK,,SW1A 1AA,/shippingAddress/country",
        "br,,01310-100,/shippingAddress/country"
    })
    void refusesWhatItHasNot(String country, @Nullable String taxId, @Nullable String postalCode, String pointer) {
        assertThatThrownBy(() -> reading.read(order(country, taxId, postalCode, "Ana", null, null)))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.violations())
                                .extracting(Problem.Violation::pointer)
                                .containsExactly(pointer));
    }

    private Fingerprint fingerprint(OrderRequest order) {
        return Fingerprint.of(reading.read(order));
    }

    private static OrderRequest order(
            String country,
            @Nullable String taxId,
            @Nullable String postalCode,
            String name,
            @Nullable String phone,
            @Nullable String total) {
        return new OrderRequest(
                new Buyer(name, "ana@example.com", phone, taxId, "pt-BR"),
                new Destination("Rua A, 10", null, "São Paulo", "SP", postalCode, country),
                List.of(new Item("CAFE-250", 2), new Item("CUP", 1, new WrittenMoney("BRL", "1"))),
                new Payment("card", "tok_approved"),
                total == null ? null : new WrittenMoney("BRL", total));
    }
}
