package io.esteira.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentOrdersTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123Z");
    private static final Fingerprint ONE = new Fingerprint("1".repeat(64));
    private static final Fingerprint OTHER = new Fingerprint("2".repeat(64));

    private final RecentOrders recent = new RecentOrders(10_000);

    @Test
    void knowsWhatWasAnswered() {
        recent.accepted(id(1), ONE, Money.of("BRL", "59.80"), NOW);
        RecentOrders.Known known = recent.find(id(1)).orElseThrow();
        assertThat(known.total()).isEqualTo(Money.of("BRL", "59.80"));
        assertThat(known.placedAt()).isEqualTo(NOW);
        assertThat(known.isFor(ONE)).isTrue();
        assertThat(known.isFor(OTHER)).isFalse();
        assertThat(recent.find(id(2))).isEmpty();
    }

    @Test
    void keepsEveryDigitOfEveryCurrency() {
        for (String amount : new String[] {"0.00", "0.001", "999999999999.9999", "1.0005"}) {
            OrderId id = OrderId.derive("amounts", amount);
            recent.accepted(id, ONE, Money.of("KWD", amount), NOW);
            assertThat(recent.find(id).orElseThrow().total()).isEqualTo(Money.of("KWD", amount));
        }
        recent.accepted(id(1), ONE, Money.of("JPY", "12000"), NOW);
        assertThat(recent.find(id(1)).orElseThrow().total()).isEqualTo(Money.of("JPY", "12000"));
    }

    @Test
    void theFirstInTheLogIsTheOrder() {
        recent.accepted(id(1), ONE, Money.of("BRL", "1"), NOW);
        recent.logged(id(1), OTHER, Money.of("BRL", "2"), NOW.minusMillis(5));
        recent.logged(id(1), ONE, Money.of("BRL", "1"), NOW);
        assertThat(recent.find(id(1)).orElseThrow().isFor(OTHER)).isTrue();
        assertThat(recent.find(id(1)).orElseThrow().total()).isEqualTo(Money.of("BRL", "2"));
    }

    @Test
    void holdsAtLeastHalfOfItsWindowAndForgetsTheOldest() {
        int orders = 32_000;
        for (int i = 0; i < orders; i++) {
            recent.accepted(id(i), ONE, Money.of("BRL", i + ".50"), NOW);
        }
        for (int i = orders - 5_000; i < orders; i++) {
            assertThat(recent.find(id(i)).orElseThrow().total()).isEqualTo(Money.of("BRL", i + ".50"));
        }
        for (int i = 0; i < orders - 10_000; i++) {
            assertThat(recent.find(id(i))).isEmpty();
        }
    }

    private static OrderId id(int number) {
        return OrderId.derive("recent", String.valueOf(number));
    }
}
