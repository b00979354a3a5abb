package io.esteira.orderflow;

import static io.esteira.orderflow.Orders.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderStatus;
import io.esteira.orderflow.OrderState.Payment;
import io.esteira.orderflow.OrderState.Underway;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderStepTest {

    private final Demand demand = Demand.of(Orders.order("one", line("TEA", 2)));
    private final Underway confirmed = new Underway(
            OrderStatus.CONFIRMED, 3, "f", Marks.NONE, Marks.NONE, Payment.CAPTURED, List.of("c-1"), 1_000);

    @Test
    void tellsOfNoIllegalTransition() {
        OrderStep step = OrderStep.from(confirmed, demand, Orders.PLACED_AT);

        assertThatThrownBy(() -> step.tell(OrderEvent.StockReserved::new))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("CONFIRMED cannot become AWAITING_PAYMENT");
    }

    @Test
    void keepsWhatItDoesNotChange() {
        assertThat(OrderStep.from(confirmed, demand, Orders.PLACED_AT).done().state())
                .isEqualTo(confirmed);
        assertThat(confirmed.dueAt(2_000))
                .isEqualTo(new Underway(
                        OrderStatus.CONFIRMED,
                        3,
                        "f",
                        Marks.NONE,
                        Marks.NONE,
                        Payment.CAPTURED,
                        List.of("c-1"),
                        2_000));
    }
}
