package io.esteira.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderIdTest {

    @Test
    void isTheSameForTheSameClientAndKeyAndNoOther() {
        assertThat(OrderId.derive("erp", "k-1")).isEqualTo(OrderId.derive("erp", "k-1"));
        assertThat(OrderId.derive("erp", "k-1")).isNotEqualTo(OrderId.derive("erp", "k-2"));
        assertThat(OrderId.derive("erp", "k-1")).isNotEqualTo(OrderId.derive("shop", "k-1"));
    }

    @Test
    void isAUuidOfVersion8() {
        OrderId id = OrderId.derive("erp", "k-1");
        assertThat(id.value().version()).isEqualTo(8);
        assertThat(id.value().variant()).isEqualTo(2);
        assertThat(OrderId.of(id.toString())).isEqualTo(id);
    }

    @Test
    void refusesWhatIsNoFullUuid() {
        assertThatThrownBy(() -> OrderId.of("1-1-1-1-1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OrderId.of("nonsense")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasANumberThatPeopleCanReadOutAndThatDoesNotRepeat() {
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String number = OrderId.derive("erp", "k-" + i).number();
            assertThat(number).matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}");
            numbers.add(number);
        }
        assertThat(numbers).hasSize(10_000);
    }
}
