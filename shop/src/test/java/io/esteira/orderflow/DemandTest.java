package io.esteira.orderflow;

import static io.esteira.orderflow.Orders.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderLine;
import org.junit.jupiter.api.Test;

/** What an order needs of each SKU. */
class DemandTest {

    @Test
    void addsUpWhatStandsOnSeveralLines() {
        Demand demand = Demand.of(Orders.order("one", line("TEA", 2), line("CUP", 1), line("TEA", 3)));

        assertThat(demand.skus()).containsExactly("CUP", "TEA");
        assertThat(demand.quantities()).containsExactly(1, 5);
        assertThat(demand.indexOf("CUP")).isZero();
        assertThat(demand.indexOf("TEA")).isEqualTo(1);
        assertThat(demand.indexOf("MUG")).isNegative();
    }

    @Test
    void isFreeOnlyWhereNothingIsToBePaid() {
        assertThat(Demand.of(Orders.free("gift")).isFree()).isTrue();
        assertThat(Demand.of(Orders.order("one", line("TEA", 1))).isFree()).isFalse();
    }

    @Test
    void refusesAnOrderForNothing() {
        assertThatThrownBy(() -> Demand.of(Orders.order("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no lines");
    }

    @Test
    void refusesQuantitiesThatAreNone() {
        assertThatThrownBy(() -> Demand.of(Orders.order("zero", line("TEA", 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quantity of 0");
        assertThatThrownBy(() -> Demand.of(Orders.order("less", line("TEA", 2), line("TEA", -1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnOrderThatCostsLessThanNothing() {
        OrderLine discount = new OrderLine("TEA", "Tea", 1, Money.of("BRL", "-0.01"));

        assertThatThrownBy(() -> Demand.of(Orders.order("less", discount)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative");
    }

    @Test
    void refusesQuantitiesThatCannotBeAddedUp() {
        assertThatThrownBy(() -> Demand.of(Orders.order("much", line("TEA", Integer.MAX_VALUE), line("TEA", 1))))
                .isInstanceOf(ArithmeticException.class);
    }
}
