package io.esteira.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.intake.OrderRequest.Buyer;
import io.esteira.intake.OrderRequest.Destination;
import io.esteira.intake.OrderRequest.Item;
import io.esteira.intake.OrderRequest.Payment;
import io.esteira.platform.validation.RequestCheck;
import io.esteira.platform.validation.WrittenMoney;
import io.esteira.platform.web.Problem.Violation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever passes at a glance has nothing that the validator would find. */
class PlainlySoundTest {

    private static final int REQUESTS = 60_000;
    private static final int LENGTHS = 300;

    /** What fields are spoilt with: some of everything that somebody could draw a line at. */
    private static final int[] SIGNS =
            "aZ09 @.,-_+~:;/\\\"'()!#%ãÉß\u00A0\u00AD\u024F\u0250\u0301\u200B\u200D\u202E\u2003\uFEFF\uD83D\t\n\u0085\0\u007F"
                    .chars()
                    .toArray();

    private final ValidatorFactory factory = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory();
    private final RequestCheck check = new RequestCheck(factory.getValidator());
    private final SplittableRandom random = new SplittableRandom(20261123);

    @AfterEach
    void close() {
        factory.close();
    }

    @Test
    void theValidatorFindsNothingInWhatIsPlainlySound() {
        int plain = 0;
        int unsound = 0;
        for (int i = 0; i < REQUESTS; i++) {
            OrderRequest request = request();
            List<Violation> violations = check.violations("", request);
            if (PlainlySound.is(request)) {
                plain++;
                assertThat(violations).as("%s", request).isEmpty();
            }
            unsound += violations.isEmpty() ? 0 : 1;
        }
        assertThat(plain).isGreaterThan(REQUESTS / 10);
        assertThat(unsound).isGreaterThan(REQUESTS / 10);
    }

    /** Every length up to beyond all limits, in every field by itself. */
    @Test
    void noFieldIsLongerThanTheValidatorAllows() {
        for (int length = 0; length <= LENGTHS; length++) {
            String text = "a".repeat(length);
            String digits = "1".repeat(length);
            Stream.of(
                            with(buyer(text, "a@b.cd", null, null)),
                            with(buyer("Ana", text + "@b.cd", null, null)),
                            with(buyer("Ana", "a@" + text + ".cd", null, null)),
                            with(buyer("Ana", "a@b." + text, null, null)),
                            with(buyer("Ana", "a@b.cd", digits, null)),
                            with(buyer("Ana", "a@b.cd", "+" + digits, null)),
                            with(buyer("Ana", "a@b.cd", null, text)),
                            with(new Destination(text, null, "Rio", null, null, "BR")),
                            with(new Destination("A 1", text, "Rio", null, null, "BR")),
                            with(new Destination("A 1", null, text, null, null, "BR")),
                            with(new Destination("A 1", null, "Rio", text, null, "BR")),
                            with(new Destination("A 1", null, "Rio", null, text, "BR")),
                            with(new Destination("A 1", null, "Rio", null, null, "B".repeat(length))),
                            with(new Item(text, 1)),
                            with(new Payment("card", text)))
                    .filter(PlainlySound::is)
                    .forEach(request -> assertThat(check.violations("", request))
                            .as("%s", request)
                            .isEmpty());
        }
    }

    @Test
    void itsItemsAreAsManyAsTheValidatorAllows() {
        assertThat(PlainlySound.is(order(items(OrderRequest.MAX_ITEMS)))).isTrue();
        assertThat(PlainlySound.is(order(items(OrderRequest.MAX_ITEMS + 1)))).isFalse();
        assertThat(PlainlySound.is(order(List.of()))).isFalse();
    }

    @Test
    void anOrdinaryOrderIsPlainlySound() {
        assertThat(PlainlySound.is(order(List.of(new Item("CAFE-250", 2))))).isTrue();
        assertThat(PlainlySound.is(with(buyer("João Gonçalves", "joao.g+shop@mail.example.com.br", null, ""))))
                .isTrue();
    }

    @SuppressWarnings("NullAway") // a client may leave out what must be there
    private OrderRequest request() {
        Buyer buyer = new Buyer(
                spoilt("José da Silva"),
                spoilt("ana.souza@example.com"),
                spoilt("+55 (11) 99999-0000"),
                spoilt("529.982.247-25"),
                spoilt(random.nextBoolean() ? "en" : "pt-BR"));
        Destination address = new Destination(
                spoilt("Rua Augusta, 1500"),
                spoilt(""),
                spoilt("São Paulo"),
                spoilt("SP"),
                spoilt("01310-100"),
                spoilt("BR"));
        List<Item> items = new ArrayList<>();
        for (int i = random.nextInt(20) == 0 ? 1 : 0; i < 2; i++) {
            items.add(random.nextInt(50) == 0 ? null : new Item(spoilt("CAFE-250"), quantity(), money()));
        }
        return new OrderRequest(
                random.nextInt(100) == 0 ? null : buyer,
                random.nextInt(100) == 0 ? null : address,
                random.nextInt(100) == 0 ? null : items,
                random.nextInt(100) == 0 ? null : new Payment(spoilt("card"), spoilt("tok_approved")),
                money());
    }

    private int quantity() {
        return random.nextInt(20) == 0 ? random.nextInt(-1, OrderRequest.MAX_QUANTITY + 3) : 1;
    }

    private @Nullable WrittenMoney money() {
        return random.nextInt(20) == 0 ? new WrittenMoney("BRL", spoilt("1.50")) : null;
    }

    /** Mostly as it is; else changed in a place or two, or not there. */
    @SuppressWarnings("NullAway") // as above
    private String spoilt(String sound) {
        StringBuilder text = new StringBuilder(sound);
        int dice = random.nextInt(24);
        if (dice == 0) {
            return null;
        }
        for (int changes = dice > 2 ? 0 : dice; changes > 0; changes--) {
            int at = random.nextInt(text.length() + 1);
            char sign = (char) SIGNS[random.nextInt(SIGNS.length)];
            if (random.nextBoolean() || at == text.length()) {
                text.insert(at, sign);
            } else if (random.nextBoolean()) {
                text.setCharAt(at, sign);
            } else {
                text.deleteCharAt(at);
            }
        }
        return text.toString();
    }

    private static List<Item> items(int count) {
        return Stream.generate(() -> new Item("CUP", 1)).limit(count).toList();
    }

    private static Buyer buyer(String name, String email, @Nullable String phone, @Nullable String taxId) {
        return new Buyer(name, email, phone, taxId, "pt-BR");
    }

    private static Destination address() {
        return new Destination("Rua A, 10", null, "São Paulo", "SP", "01310-100", "BR");
    }

    private static OrderRequest with(Buyer buyer) {
        return new OrderRequest(buyer, address(), items(1), new Payment("card", "tok"), null);
    }

    private static OrderRequest with(Destination address) {
        return new OrderRequest(
                buyer("Ana", "a@b.cd", null, null), address, items(1), new Payment("card", "tok"), null);
    }

    private static OrderRequest with(Item item) {
        return order(List.of(item));
    }

    private static OrderRequest with(Payment payment) {
        return new OrderRequest(buyer("Ana", "a@b.cd", null, null), address(), items(1), payment, null);
    }

    private static OrderRequest order(List<Item> items) {
        return new OrderRequest(
                buyer("Ana", "ana@example.com", "+5511999990000", "529.982.247-25"),
                address(),
                items,
                new Payment("card", "tok_approved"),
                null);
    }
}
