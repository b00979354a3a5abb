package io.esteira.orderflow;

import io.esteira.contracts.OrderCommand;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentEvent;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.Topics;

/** All that an order hears of. */
sealed interface OrderMessage {

    OrderId orderId();

    record Placed(OrderPlaced message) implements OrderMessage {
        @Override
        public OrderId orderId() {
            return message.order().id();
        }
    }

    record Commanded(OrderCommand message) implements OrderMessage {
        @Override
        public OrderId orderId() {
            return message.orderId();
        }
    }

    record PaymentTold(PaymentEvent message) implements OrderMessage {
        @Override
        public OrderId orderId() {
            return message.orderId();
        }
    }

    record StockTold(StockEvent message) implements OrderMessage {
        @Override
        public OrderId orderId() {
            return message.orderId();
        }
    }

    static OrderMessage read(String topic, byte[] json) {
        if (topic.equals(Topics.ORDERS_PENDING.name())) {
            return new Placed(Topics.ORDERS_PENDING.decode(json));
        }
        if (topic.equals(Topics.ORDERS_COMMANDS.name())) {
            return new Commanded(Topics.ORDERS_COMMANDS.decode(json));
        }
        if (topic.equals(Topics.PAYMENTS_EVENTS.name())) {
            return new PaymentTold(Topics.PAYMENTS_EVENTS.decode(json));
        }
        if (topic.equals(Topics.STOCK_EVENTS.name())) {
            return new StockTold(Topics.STOCK_EVENTS.decode(json));
        }
        throw new IllegalArgumentException("Orders do not listen to " + topic);
    }
}
