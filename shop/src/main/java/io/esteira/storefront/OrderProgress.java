package io.esteira.storefront;

import io.esteira.orders.OrderView;
import java.util.ArrayList;
import java.util.List;

/** How far an order is, as steps that a customer understands. */
record OrderProgress(List<Step> steps) {

    private static final List<String> NAMES = List.of("received", "reserved", "paid", "invoiced");
    private static final int RESERVED = 1;
    private static final int PAID = 2;
    private static final int INVOICED = 3;

    enum State {
        DONE,
        NOW,
        NEXT,
        FAILED
    }

    record Step(String name, State state) {}

    static OrderProgress of(OrderView view) {
        return switch (view.status()) {
            case PENDING -> at(RESERVED, State.NOW);
            case AWAITING_PAYMENT -> at(PAID, State.NOW);
            case CONFIRMED, SHIPPED, DELIVERED -> at(INVOICED, view.invoice() == null ? State.NOW : State.DONE);
            case REJECTED, CANCELLED, EXPIRED -> at(wasReserved(view) ? PAID : RESERVED, State.FAILED);
        };
    }

    private static boolean wasReserved(OrderView view) {
        return view.timeline().stream().anyMatch(entry -> entry.type().equals("StockReserved"));
    }

    private static OrderProgress at(int step, State state) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            steps.add(new Step(NAMES.get(i), i < step ? State.DONE : i == step ? state : State.NEXT));
        }
        return new OrderProgress(steps);
    }
}
