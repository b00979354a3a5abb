package io.esteira.orderflow;

import static java.util.Objects.requireNonNull;

import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.PaymentEvent.PaymentCaptured;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockRequest;
import io.esteira.orderflow.OrderDecision.Decided;
import io.esteira.orderflow.OrderDecision.Forgotten;
import io.esteira.orderflow.OrderDecision.Ignored;
import io.esteira.orderflow.OrderDecision.Parked;
import io.esteira.orderflow.OrderMessage.PaymentTold;
import io.esteira.orderflow.OrderMessage.Placed;
import io.esteira.orderflow.OrderMessage.StockTold;
import io.esteira.orderflow.OrderState.Payment;
import io.esteira.orderflow.OrderState.Underway;
import io.esteira.orderflow.StockMark.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deciders that are broken in one place each, as they were if somebody took that guard away. */
enum RemovedGuard implements Deciders {
    TAKES_A_REPEATED_ORDER_UP_AGAIN {
        @Override
        OrderDecision underway(Underway order, Demand demand, OrderMessage message, Instant now) {
            return Deciders.REAL.order(message instanceof Placed ? null : order, demand, message, now);
        }
    },
    TAKES_A_FORGOTTEN_ORDER_UP_AGAIN {
        @Override
        public OrderDecision order(
                @Nullable OrderState state, @Nullable Demand demand, OrderMessage message, Instant now) {
            boolean fresh = !(state instanceof Underway) && message instanceof Placed;
            return super.order(state, demand, message, fresh ? Orders.PLACED_AT : now);
        }
    },
    DROPS_ANOTHER_ORDER_UNDER_THE_SAME_KEY {
        @Override
        OrderDecision underway(Underway order, Demand demand, OrderMessage message, Instant now) {
            OrderDecision decision = super.underway(order, demand, message, now);
            return decision instanceof Parked ? new Ignored() : decision;
        }
    },
    COUNTS_A_REPEATED_ANSWER_OF_STOCK {
        @Override
        OrderDecision underway(Underway order, Demand demand, OrderMessage message, Instant now) {
            return message instanceof StockTold(StockEvent answer)
                    ? super.underway(
                            with(order, order.awaited().with(demand.indexOf(answer.sku())), order.granted()),
                            demand,
                            message,
                            now)
                    : super.underway(order, demand, message, now);
        }
    },
    DOES_NOT_WAIT_FOR_ALL_OF_ITS_STOCK {
        @Override
        OrderDecision underway(Underway order, Demand demand, OrderMessage message, Instant now) {
            boolean first = message instanceof StockTold && order.status() == OrderStatus.PENDING;
            Marks one = first
                    ? Marks.NONE.with(
                            demand.indexOf(((StockTold) message).message().sku()))
                    : Marks.NONE;
            Marks all = Marks.all(demand.skus().size());
            return super.underway(first ? with(order, one, all) : order, demand, message, now);
        }
    },
    RELEASES_TWICE {
        @Override
        Decided changed(Decided decided) {
            List<StockRequest> twice = new ArrayList<>(decided.stockRequests());
            decided.stockRequests().stream()
                    .filter(StockRequest.Release.class::isInstance)
                    .forEach(twice::add);
            return new Decided(decided.state(), decided.events(), twice, decided.paymentRequests());
        }
    },
    NEVER_RELEASES {
        @Override
        Decided changed(Decided decided) {
            return asking(
                    decided,
                    decided.stockRequests().stream().filter(request -> !(request instanceof StockRequest.Release)));
        }
    },
    NEVER_SELLS {
        @Override
        Decided changed(Decided decided) {
            return asking(
                    decided,
                    decided.stockRequests().stream().filter(request -> !(request instanceof StockRequest.Sell)));
        }
    },
    CONFIRMS_AFTER_THE_END {
        @Override
        OrderDecision underway(Underway order, Demand demand, OrderMessage message, Instant now) {
            boolean late = message instanceof PaymentTold(PaymentCaptured ignored)
                    && order.payment() == Payment.ASKED
                    && order.status().isSettled();
            return super.underway(
                    late ? standing(order, OrderStatus.AWAITING_PAYMENT, order.payment()) : order,
                    demand,
                    message,
                    now);
        }
    },
    CONFIRMS_WHATEVER_AMOUNT_CAME {
        @Override
        OrderDecision underway(Underway order, Demand demand, OrderMessage message, Instant now) {
            return message instanceof PaymentTold(PaymentCaptured captured)
                            && order.status() == OrderStatus.AWAITING_PAYMENT
                    ? super.underway(
                            order,
                            demand,
                            new PaymentTold(new PaymentCaptured(
                                    captured.orderId(), demand.order().total(), captured.reference(), captured.at())),
                            now)
                    : super.underway(order, demand, message, now);
        }
    },
    KEEPS_MONEY_THAT_COMES_LATE {
        @Override
        Decided changed(Decided decided) {
            return new Decided(
                    decided.state(),
                    decided.events(),
                    decided.stockRequests(),
                    decided.paymentRequests().stream()
                            .filter(request -> !(request instanceof PaymentRequest.Refund))
                            .toList());
        }
    },
    KEEPS_MONEY_THAT_COMES_AFTER_A_DECLINE {
        @Override
        OrderDecision underway(Underway order, Demand demand, OrderMessage message, Instant now) {
            return order.payment() == Payment.DECLINED && message instanceof PaymentTold
                    ? new Ignored()
                    : super.underway(order, demand, message, now);
        }
    },
    GIVES_MONEY_BACK_TWICE {
        @Override
        OrderDecision underway(Underway order, Demand demand, OrderMessage message, Instant now) {
            boolean again = order.payment() == Payment.REFUND_ASKED || order.payment() == Payment.REFUNDED;
            return super.underway(again ? standing(order, order.status(), Payment.ASKED) : order, demand, message, now);
        }
    },
    REFUSES_A_REPEATED_CANCELLATION_AGAIN {
        @Override
        OrderDecision underway(Underway order, Demand demand, OrderMessage message, Instant now) {
            Underway forgetful = new Underway(
                    order.status(),
                    order.sequence(),
                    order.fingerprint(),
                    order.awaited(),
                    order.granted(),
                    order.payment(),
                    List.of(),
                    order.dueMillis());
            return super.underway(forgetful, demand, message, now);
        }
    },
    WAITS_FOR_EVER {
        @Override
        public OrderDecision due(OrderState state, @Nullable Demand demand, Instant now) {
            return new Ignored();
        }
    },
    FORGETS_WHAT_STILL_OWES_AN_ANSWER {
        @Override
        public OrderDecision due(OrderState state, @Nullable Demand demand, Instant now) {
            return state instanceof Underway order && order.status().isSettled()
                    ? new Forgotten()
                    : super.due(state, demand, now);
        }
    },
    RESERVES_AGAIN_FOR_A_REPEATED_REQUEST {
        @Override
        public StockDecision stock(Stock stock, @Nullable StockMark mark, StockMessage message, Instant now) {
            boolean reserve = message instanceof StockMessage.Requested(StockRequest.Reserve ignored);
            return super.stock(stock, reserve ? null : mark, message, now);
        }
    },
    PROMISES_MORE_THAN_THERE_IS {
        @Override
        public StockDecision stock(Stock stock, @Nullable StockMark mark, StockMessage message, Instant now) {
            if (mark == null && message instanceof StockMessage.Requested(StockRequest.Reserve reserve)) {
                StockMark granted = new StockMark(reserve.quantity(), Fate.RESERVED, 0);
                return new StockDecision.Decided(
                        new Stock(
                                Math.max(stock.onHand(), stock.reserved() + reserve.quantity()),
                                stock.reserved() + reserve.quantity(),
                                stock.version() + 1),
                        granted,
                        granted.answer(reserve, now),
                        null);
            }
            return super.stock(stock, mark, message, now);
        }
    },
    SELLS_WHAT_IS_NOT_RESERVED {
        @Override
        public StockDecision stock(Stock stock, @Nullable StockMark mark, StockMessage message, Instant now) {
            boolean sell = message instanceof StockMessage.Requested(StockRequest.Sell ignored);
            return super.stock(stock, sell ? reserved(mark) : mark, message, now);
        }
    },
    RELEASES_WHAT_IS_NOT_RESERVED {
        @Override
        public StockDecision stock(Stock stock, @Nullable StockMark mark, StockMessage message, Instant now) {
            boolean release = message instanceof StockMessage.Requested(StockRequest.Release ignored);
            return super.stock(stock, release ? reserved(mark) : mark, message, now);
        }
    },
    COUNTS_A_REPEATED_ADJUSTMENT {
        @Override
        public StockDecision stock(Stock stock, @Nullable StockMark mark, StockMessage message, Instant now) {
            return super.stock(stock, message instanceof StockMessage.Commanded ? null : mark, message, now);
        }
    },
    TAKES_AWAY_WHAT_IS_PROMISED {
        @Override
        public StockDecision stock(Stock stock, @Nullable StockMark mark, StockMessage message, Instant now) {
            StockDecision decision = super.stock(stock, mark, message, now);
            return decision instanceof StockDecision.Parked
                    ? new StockDecision.Decided(
                            new Stock(stock.reserved(), stock.reserved(), stock.version() + 1),
                            new StockMark(0, Fate.ADJUSTED, 0),
                            null,
                            null)
                    : decision;
        }
    };

    @Override
    public OrderDecision order(@Nullable OrderState state, @Nullable Demand demand, OrderMessage message, Instant now) {
        OrderDecision decision = state instanceof Underway order
                ? underway(order, requireNonNull(demand), message, now)
                : Deciders.super.order(state, demand, message, now);
        return decision instanceof Decided decided ? changed(decided) : decision;
    }

    @Override
    public OrderDecision due(OrderState state, @Nullable Demand demand, Instant now) {
        OrderDecision decision = Deciders.super.due(state, demand, now);
        return decision instanceof Decided decided ? changed(decided) : decision;
    }

    @Override
    public StockDecision stock(Stock stock, @Nullable StockMark mark, StockMessage message, Instant now) {
        return Deciders.super.stock(stock, mark, message, now);
    }

    OrderDecision underway(Underway order, Demand demand, OrderMessage message, Instant now) {
        return Deciders.super.order(order, demand, message, now);
    }

    Decided changed(Decided decided) {
        return decided;
    }

    private static Decided asking(Decided decided, Stream<StockRequest> requests) {
        return new Decided(decided.state(), decided.events(), requests.toList(), decided.paymentRequests());
    }

    private static Underway with(Underway order, Marks awaited, Marks granted) {
        return new Underway(
                order.status(),
                order.sequence(),
                order.fingerprint(),
                awaited,
                granted,
                order.payment(),
                order.refusedCommands(),
                order.dueMillis());
    }

    private static Underway standing(Underway order, OrderStatus status, Payment payment) {
        return new Underway(
                status,
                order.sequence(),
                order.fingerprint(),
                order.awaited(),
                order.granted(),
                payment,
                order.refusedCommands(),
                order.dueMillis());
    }

    private static @Nullable StockMark reserved(@Nullable StockMark mark) {
        return mark == null ? null : mark.become(Fate.RESERVED);
    }
}
