package io.esteira.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.esteira.audit.Observation.Happened;
import io.esteira.audit.Observation.InvoiceFiled;
import io.esteira.audit.Observation.InvoiceTold;
import io.esteira.audit.Observation.MessageNoted;
import io.esteira.audit.Observation.OfOrder;
import io.esteira.audit.Observation.PaymentAsked;
import io.esteira.audit.Observation.PaymentTold;
import io.esteira.audit.Observation.Placed;
import io.esteira.audit.Observation.PlacingParked;
import io.esteira.audit.Observation.StockAnswered;
import io.esteira.audit.Observation.StockAsked;
import io.esteira.contracts.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that was seen of one order, and what follows from it: (book, observation) → book. No clock and no I/O. Observations
 * of different sources come in any order, and each may come again.
 *
 * @param found what is certainly wrong, whatever still comes
 * @param reported keys of what was owed for too long and has been reported as a breach
 */
record OrderBook(
        @JsonProperty("p") Placing placing,
        @JsonProperty("h") History history,
        @JsonProperty("s") Holdings holdings,
        @JsonProperty("m") Takings takings,
        @JsonProperty("i") Papers papers,
        @JsonProperty("l") Letters letters,
        @JsonProperty("f") List<Finding> found,
        @JsonProperty("r") Set<String> reported) {

    static final OrderBook EMPTY = new OrderBook(
            Placing.NONE, History.NONE, Holdings.NONE, Takings.NONE, Papers.NONE, Letters.NONE, List.of(), Set.of());

    OrderBook note(List<? extends OfOrder> observations) {
        List<Finding> all = new ArrayList<>(found);
        OrderBook noted = this;
        for (OfOrder seen : observations) {
            noted = noted.with(seen, finding -> add(all, finding));
        }
        noted.holdings.check(noted.placing.wanted(), finding -> add(all, finding));
        noted.papers.check(finding -> add(all, finding));
        return new OrderBook(
                noted.placing,
                noted.history,
                noted.holdings,
                noted.takings,
                noted.papers,
                noted.letters,
                List.copyOf(all),
                reported);
    }

    private OrderBook with(OfOrder seen, Consumer<Finding> finds) {
        Instant at = seen.at();
        return switch (seen) {
            case Placed placed -> with(placing.note(placed));
            case PlacingParked parked -> with(placing.note(parked));
            case Happened event -> with(history.note(event, finds)).with(letters.owe(event.transition(), at));
            case StockAsked(var request, var ignored) -> with(holdings.note(request, at));
            case StockAnswered(var answer, var ignored) -> with(holdings.note(answer, at));
            case PaymentAsked asked -> with(takings.note(asked));
            case PaymentTold(var event, var ignored) -> with(takings.note(event, at, finds));
            case InvoiceTold(var ignored, var series, var number, var total, var alsoIgnored) ->
                with(papers.tell(Numbers.label(series, number), total, at)).with(letters.owe(Letters.CONFIRMED, at));
            case InvoiceFiled(var ignored, var series, var number, var total, var alsoIgnored) ->
                with(papers.file(Numbers.label(series, number), total, at));
            case MessageNoted(var ignored, var transition, var channel, var alsoIgnored) ->
                with(letters.note(transition, channel, at, finds));
        };
    }

    OrderBook withReported(Collection<String> keys) {
        Set<String> all = new TreeSet<>(reported);
        all.addAll(keys);
        return new OrderBook(placing, history, holdings, takings, papers, letters, found, all);
    }

    OrderBook withoutReported(Collection<String> keys) {
        Set<String> all = new TreeSet<>(reported);
        all.removeAll(keys);
        return new OrderBook(placing, history, holdings, takings, papers, letters, found, all);
    }

    /** All that must still come; empty for an order that has nothing more to expect. */
    List<Wait> waits(Bounds bounds) {
        List<Wait> waits = new ArrayList<>();
        placing.waits(history, bounds, waits);
        history.waits(bounds, waits);
        holdings.waits(placing, history, bounds, waits);
        takings.waits(history, bounds, waits);
        papers.waits(history, bounds, waits);
        letters.waits(bounds, waits);
        balanceIn(bounds, waits);
        waits.sort(Comparator.comparing(Wait::due));
        return waits;
    }

    private void balanceIn(Bounds bounds, List<Wait> waits) {
        Stage stage = history.stage();
        boolean underway = stage == Stage.PENDING || stage == Stage.AWAITING_PAYMENT;
        Instant since = lastMovement();
        if (underway || since == null || takings.awaitsRefund() || isBalanced()) {
            return;
        }
        waits.add(Wait.of(
                Finding.of(
                        Offence.UNBALANCED,
                        "",
                        new Sums().plus(takings.captured().values()),
                        new Sums().plus(takings.refunded().values()),
                        new Sums().plus(papers.amounts())),
                since,
                bounds.step()));
    }

    /** Whether captured − refunded − invoiced is nothing. No credit notes are written yet. */
    private boolean isBalanced() {
        Collection<Money> captured = takings.captured().values();
        Collection<Money> invoiced = papers.amounts();
        boolean isUsual = takings.refunded().isEmpty() && captured.size() == 1 && invoiced.size() == 1;
        if (isUsual && captured.iterator().next().equals(invoiced.iterator().next())) {
            return true;
        }
        return new Sums()
                .plus(captured)
                .minus(takings.refunded().values())
                .minus(invoiced)
                .isZero();
    }

    private @Nullable Instant lastMovement() {
        Instant money = takings.last();
        Instant paper = papers.last();
        Instant moved = money == null ? paper : paper == null ? money : Holdings.later(money, paper);
        Instant stood = history.since();
        return moved == null || stood == null ? moved : Holdings.later(moved, stood);
    }

    /** By which name the order is counted among those that stand as it does. */
    String standing() {
        Stage stage = history.stage();
        if (stage != null) {
            return stage.name();
        }
        if (placing.copies() == 0) {
            return "UNKNOWN";
        }
        return placing.isParked() ? "PARKED" : "PLACED";
    }

    /** The keys of {@code reported} that are no longer owed. */
    Set<String> settled(List<Wait> waits) {
        Set<String> gone = new TreeSet<>(reported);
        waits.forEach(wait -> gone.remove(wait.missing().key()));
        return gone;
    }

    private static void add(List<Finding> all, Finding finding) {
        if (all.stream().noneMatch(known -> known.key().equals(finding.key()))) {
            all.add(finding);
        }
    }

    private OrderBook with(Placing changed) {
        return new OrderBook(changed, history, holdings, takings, papers, letters, found, reported);
    }

    private OrderBook with(History changed) {
        return new OrderBook(placing, changed, holdings, takings, papers, letters, found, reported);
    }

    private OrderBook with(Holdings changed) {
        return new OrderBook(placing, history, changed, takings, papers, letters, found, reported);
    }

    private OrderBook with(Takings changed) {
        return new OrderBook(placing, history, holdings, changed, papers, letters, found, reported);
    }

    private OrderBook with(Papers changed) {
        return new OrderBook(placing, history, holdings, takings, changed, letters, found, reported);
    }

    private OrderBook with(Letters changed) {
        return new OrderBook(placing, history, holdings, takings, papers, changed, found, reported);
    }
}
