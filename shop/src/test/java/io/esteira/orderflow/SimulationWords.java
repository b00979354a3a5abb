package io.esteira.orderflow;

import io.esteira.contracts.Message;
import io.esteira.contracts.Money;
import io.esteira.contracts.OrderCommand;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentEvent;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How messages and decisions are named in a story. */
final class SimulationWords {

    static String of(OrderMessage message) {
        return switch (message) {
            case OrderMessage.Placed(OrderPlaced placed) -> of(placed);
            case OrderMessage.Commanded(OrderCommand.Cancel cancel) ->
                cancel.orderId().number() + " is to be cancelled (" + cancel.commandId() + ")";
            case OrderMessage.PaymentTold(PaymentEvent event) -> of(event);
            case OrderMessage.StockTold(StockEvent event) -> event.orderId().number() + " hears: " + of(event);
        };
    }

    static String of(OrderPlaced placed) {
        return placed.order().id().number() + " is placed: "
                + placed.order().lines().stream()
                        .map(line -> line.quantity() + " " + line.sku())
                        .collect(Collectors.joining(", "))
                + " for " + placed.order().total() + " (" + placed.fingerprint() + ")";
    }

    static String of(PaymentEvent event) {
        String what = name(event);
        Money amount = switch (event) {
            case PaymentEvent.PaymentCaptured captured -> captured.amount();
            case PaymentEvent.PaymentDeclined declined -> declined.amount();
            case PaymentEvent.PaymentRefunded refunded -> refunded.amount();
        };
        return event.orderId().number() + " hears: " + what + " " + amount;
    }

    static String of(StockMessage message) {
        return switch (message) {
            case StockMessage.Requested(StockRequest request) ->
                of(request) + " for " + request.orderId().number();
            case StockMessage.Commanded(StockCommand.Adjust adjust) ->
                adjust.sku() + " changes by " + adjust.delta() + " (" + adjust.adjustmentId() + ")";
        };
    }

    static String of(OrderDecision decision) {
        return switch (decision) {
            case OrderDecision.Decided decided -> {
                List<String> parts = new ArrayList<>();
                decided.events().forEach(event -> parts.add(of(event)));
                decided.stockRequests().forEach(request -> parts.add(of(request)));
                decided.paymentRequests().forEach(request -> parts.add(of(request)));
                yield parts.isEmpty() ? "noted" : String.join(", ", parts);
            }
            case OrderDecision.Ignored ignored -> "ignored";
            case OrderDecision.Forgotten ignored -> "forgotten";
            case OrderDecision.Parked(String reason) -> "parked: " + reason;
        };
    }

    static String of(StockDecision decision) {
        return switch (decision) {
            case StockDecision.Decided decided -> of(decided.answer()) + numbers(decided.stock());
            case StockDecision.Repeated(StockEvent answer) -> of(answer) + "again";
            case StockDecision.Ignored ignored -> "ignored";
            case StockDecision.Parked(String reason) -> "parked: " + reason;
        };
    }

    private static String of(OrderEvent event) {
        return event.sequence() + " " + name(event);
    }

    private static String of(StockRequest request) {
        String quantity = request instanceof StockRequest.Reserve reserve ? " " + reserve.quantity() : "";
        return name(request) + quantity + " " + request.sku();
    }

    static String of(PaymentRequest request) {
        return name(request) + " " + request.amount() + " for "
                + request.orderId().number();
    }

    private static String of(@Nullable StockEvent answer) {
        return answer == null ? "" : name(answer) + " " + answer.sku() + " ";
    }

    private static String numbers(Stock stock) {
        return "(" + stock.onHand() + " on hand, " + stock.reserved() + " reserved)";
    }

    private static String name(Message message) {
        return message.getClass().getSimpleName();
    }

    private SimulationWords() {}
}
