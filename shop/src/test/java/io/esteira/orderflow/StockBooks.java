package io.esteira.orderflow;

import io.esteira.contracts.OrderId;
import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockRequest;
import io.esteira.orderflow.StockDecision.Decided;
import io.esteira.orderflow.StockDecision.Ignored;
import io.esteira.orderflow.StockDecision.Parked;
import io.esteira.orderflow.StockDecision.Repeated;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A second ledger of all stock, kept by the plainest means, to compare the first one with. */
final class StockBooks {

    private record Reservation(String sku, OrderId order) {}

    private final Map<String, Integer> delivered = new HashMap<>();
    private final Map<String, Integer> sold = new HashMap<>();
    private final Map<Reservation, Integer> open = new HashMap<>();
    private final Map<Reservation, Boolean> granted = new HashMap<>();
    private final Set<String> counted = new HashSet<>();

    /** An SKU's stock decided upon a message. */
    void heard(StockMessage message, StockDecision decision, SimulatedTransaction transaction) {
        String sku = message.sku();
        switch (message) {
            case StockMessage.Requested(StockRequest.Reserve reserve) -> reserved(reserve, decision, transaction);
            case StockMessage.Requested(StockRequest.Sell sell) -> {
                int pieces = close(new Reservation(sku, sell.orderId()), decision, transaction);
                transaction.put(sold, sku, sold.getOrDefault(sku, 0) + pieces);
            }
            case StockMessage.Requested(StockRequest.Release release) ->
                close(new Reservation(sku, release.orderId()), decision, transaction);
            case StockMessage.Commanded(StockCommand.Adjust adjust) -> adjusted(adjust, decision, transaction);
        }
        if (decision instanceof Decided decided) {
            check(sku, decided.stock());
        }
    }

    private void reserved(StockRequest.Reserve reserve, StockDecision decision, SimulatedTransaction transaction) {
        Reservation reservation = new Reservation(reserve.sku(), reserve.orderId());
        boolean repeated = granted.containsKey(reservation);
        boolean fits = granted.getOrDefault(reservation, reserve.quantity() <= available(reserve.sku()));
        if (!repeated) {
            transaction.put(granted, reservation, fits);
            if (fits) {
                transaction.put(open, reservation, reserve.quantity());
            }
        }
        StockEvent answer = switch (decision) {
            case Decided decided -> decided.answer();
            case Repeated(StockEvent again) -> again;
            case Ignored ignored -> null;
            case Parked ignored -> null;
        };
        boolean right = fits ? answer instanceof StockEvent.Reserved : answer instanceof StockEvent.Refused;
        Breach.unless(
                right, "I3", reservation, "{}{}", (fits ? "should have been granted: " : "does not fit: "), decision);
        Breach.unless(repeated == decision instanceof Repeated, "I2", reservation, "repeated or not: {}", decision);
    }

    private int close(Reservation reservation, StockDecision decision, SimulatedTransaction transaction) {
        Integer pieces = open.get(reservation);
        if (pieces == null) {
            Breach.unless(decision instanceof Ignored, "I3", reservation, "is not open: {}", decision);
            return 0;
        }
        transaction.remove(open, reservation);
        Breach.unless(decision instanceof Decided, "I3", reservation, "is open: {}", decision);
        return pieces;
    }

    private void adjusted(StockCommand.Adjust adjust, StockDecision decision, SimulatedTransaction transaction) {
        String sku = adjust.sku();
        if (counted.contains(adjust.adjustmentId())) {
            Breach.unless(decision instanceof Ignored, "I3", adjust, "counted before: {}", decision);
        } else if (available(sku) + adjust.delta() < 0) {
            Breach.unless(decision instanceof Parked, "I3", adjust, "takes what is promised: {}", decision);
        } else {
            transaction.add(counted, adjust.adjustmentId());
            transaction.put(delivered, sku, delivered.getOrDefault(sku, 0) + adjust.delta());
            Breach.unless(decision instanceof Decided, "I3", adjust, "was possible: {}", decision);
        }
    }

    /** The SKU's stock is what the books say, and never less than was promised. */
    void check(String sku, Stock stock) {
        Breach.unless(stock.reserved() == reserved(sku), "I3", sku, "{}, open are {}", stock, reserved(sku));
        Breach.unless(stock.onHand() == onHand(sku), "I3", sku, "{}, there should be {}", stock, onHand(sku));
        Breach.unless(available(sku) >= 0, "I3", sku, "oversold by {}", -available(sku));
    }

    void checkAtTheEnd(String sku, int bought) {
        Breach.unless(reserved(sku) == 0, "I3", sku, "{} stay reserved for nobody: {}", reserved(sku), open);
        int pieces = sold.getOrDefault(sku, 0);
        Breach.unless(pieces == bought, "I3", sku, "{} sold, {} bought", pieces, bought);
    }

    private int onHand(String sku) {
        return delivered.getOrDefault(sku, 0) - sold.getOrDefault(sku, 0);
    }

    private int available(String sku) {
        return onHand(sku) - reserved(sku);
    }

    private int reserved(String sku) {
        int pieces = 0;
        for (Map.Entry<Reservation, Integer> each : open.entrySet()) {
            pieces += each.getKey().sku().equals(sku) ? each.getValue() : 0;
        }
        return pieces;
    }
}
