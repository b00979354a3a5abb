package io.esteira.intake;

import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.OrderStatus;
import io.esteira.contracts.Topics;
import io.esteira.platform.access.ApiClient;
import io.esteira.platform.spool.DurableWriter;
import io.esteira.platform.spool.Writing;
import io.esteira.platform.spool.Written;
import io.esteira.platform.web.IdempotencyKey;
import io.esteira.platform.web.Problem;
import io.esteira.platform.web.SignedLinks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reads, recognises, prices and writes an order, in this order. */
final class OrderIntake implements PlaceOrder {

    /** Whose prices hold. */
    enum Prices {
        CATALOGUE,
        CATALOGUE_OR_OWN;

        static Prices of(ApiClient client) {
            return client.may(IntakeConfiguration.PRICE_SCOPE) ? CATALOGUE_OR_OWN : CATALOGUE;
        }
    }

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final OrderReading reading;
    private final Pricing pricing;
    private final RecentOrders recent;
    private final DurableWriter writer;
    private final SignedLinks links;
    private final IntakeMetrics metrics;
    private final Clock clock;
    private final Map<OrderId, Underway> underway = new ConcurrentHashMap<>();

    /** An order that is being written right now; its copies wait for the outcome. */
    private record Underway(Fingerprint fingerprint, CompletableFuture<Accepted> outcome) {}

    OrderIntake(
            OrderReading reading,
            Pricing pricing,
            RecentOrders recent,
            DurableWriter writer,
            SignedLinks links,
            IntakeMetrics metrics,
            Clock clock) {
        this.reading = reading;
        this.pricing = pricing;
        this.recent = recent;
        this.writer = writer;
        this.links = links;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public Accepted place(String client, String idempotencyKey, OrderRequest request) {
        return place(client, IdempotencyKey.of(idempotencyKey), request, Prices.CATALOGUE);
    }

    Accepted place(String client, IdempotencyKey key, OrderRequest request, Prices prices) {
        return metrics.timed(() -> begin(client, key, request, prices).settle());
    }

    /**
     * Does all but wait. What was begun must be settled: its copies wait for that. Whoever begins several settles them
     * in the same order, for then nobody ever waits for something that was begun after his own.
     *
     * @throws Problem as {@link #place} does
     */
    Placing begin(String client, IdempotencyKey key, OrderRequest request, Prices prices) {
        return metrics.counted(() -> {
            WantedOrder wanted = reading.read(request);
            if (prices == Prices.CATALOGUE && wanted.namesPrices()) {
                throw Problem.of(HttpStatus.FORBIDDEN, "Only a key with the scope orders:price may set unitPrice.");
            }
            Placing placing = accept(client, OrderId.derive(client, key.value()), wanted, Fingerprint.of(wanted));
            return detour -> metrics.counted(() -> placing.settle(detour));
        });
    }

    private Placing accept(String client, OrderId id, WantedOrder wanted, Fingerprint fingerprint) {
        Accepted before = known(id, fingerprint);
        if (before != null) {
            return _ -> before;
        }
        Underway mine = new Underway(fingerprint, new CompletableFuture<>());
        Underway other = underway.putIfAbsent(id, mine);
        if (other == null) {
            return first(client, id, wanted, mine);
        }
        return detour -> {
            Accepted shared = await(other, fingerprint);
            if (shared == null) {
                return accept(client, id, wanted, fingerprint).settle(detour);
            }
            metrics.repeated();
            return shared;
        };
    }

    private Placing first(String client, OrderId id, WantedOrder wanted, Underway mine) {
        try {
            // Between our look and our entry the one before us may have finished.
            Accepted before = known(id, mine.fingerprint());
            if (before == null) {
                before = spooled(id, mine.fingerprint());
            }
            if (before != null) {
                mine.outcome().complete(before);
                underway.remove(id, mine);
                Accepted answered = before;
                return _ -> answered;
            }
            OrderPlaced placed = priced(client, id, wanted, mine.fingerprint());
            Writing<OrderPlaced> writing = writer.begin(
                    Topics.ORDERS_PENDING,
                    RecentOrdersTail.record(placed),
                    placed.order().number());
            return detour -> finish(mine, placed, writing, detour);
        } catch (RuntimeException | Error e) {
            mine.outcome().completeExceptionally(e);
            underway.remove(id, mine);
            throw e;
        }
    }

    private Accepted finish(Underway mine, OrderPlaced placed, Writing<OrderPlaced> writing, boolean detour) {
        try {
            Accepted accepted = written(placed, detour ? writing.await() : writing.awaitTopic());
            mine.outcome().complete(accepted);
            return accepted;
        } catch (RuntimeException | Error e) {
            mine.outcome().completeExceptionally(e);
            throw e;
        } finally {
            underway.remove(placed.order().id(), mine);
        }
    }

    private OrderPlaced priced(String client, OrderId id, WantedOrder wanted, Fingerprint fingerprint) {
        Pricing.Priced priced = pricing.price(wanted);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Order order = new Order(
                id,
                id.number(),
                client,
                now,
                wanted.customer(),
                wanted.shippingAddress(),
                priced.lines(),
                priced.total());
        return new OrderPlaced(order, wanted.payment(), fingerprint.hex());
    }

    private Accepted written(OrderPlaced placed, Written<OrderPlaced> written) {
        return switch (written) {
            case Written.InTopic<OrderPlaced>() -> {
                metrics.accepted();
                yield accepted(placed);
            }
            case Written.InSpool<OrderPlaced>() -> {
                metrics.acceptedBySpool();
                yield accepted(placed);
            }
            case Written.CameBefore<OrderPlaced>(OrderPlaced before, boolean maybeInTopic) -> {
                if (maybeInTopic && !before.fingerprint().equals(placed.fingerprint())) {
                    throw Problem.unavailable("Two orders came under one Idempotency-Key.", RETRY_AFTER);
                }
                yield repeated(before, new Fingerprint(placed.fingerprint()));
            }
        };
    }

    private Accepted accepted(OrderPlaced placed) {
        Order order = placed.order();
        recent.accepted(order.id(), new Fingerprint(placed.fingerprint()), order.total(), order.placedAt());
        return answer(order.id(), order.total(), order.placedAt());
    }

    /** What was answered before, here or where the log is read from, or null if this is new here. */
    private @Nullable Accepted known(OrderId id, Fingerprint fingerprint) {
        Optional<RecentOrders.Known> known = recent.find(id);
        if (known.isEmpty()) {
            return null;
        }
        if (!known.get().isFor(fingerprint)) {
            throw keyReused();
        }
        metrics.repeated();
        return answer(id, known.get().total(), known.get().placedAt());
    }

    /** What another process answered while Kafka was away, which no log tells of yet. */
    private @Nullable Accepted spooled(OrderId id, Fingerprint fingerprint) {
        return writer.spooled(Topics.ORDERS_PENDING, id.toString())
                .map(before -> repeated(before, fingerprint))
                .orElse(null);
    }

    private Accepted repeated(OrderPlaced before, Fingerprint fingerprint) {
        Accepted answer = accepted(before);
        if (!before.fingerprint().equals(fingerprint.hex())) {
            throw keyReused();
        }
        metrics.repeated();
        return answer;
    }

    private static Problem keyReused() {
        return Problem.unprocessable(
                "", "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key belongs to another order already.");
    }

    /** The other's outcome if it is the same wish; null to look again when the other was another wish. */
    private static @Nullable Accepted await(Underway other, Fingerprint fingerprint) {
        boolean same = other.fingerprint().equals(fingerprint);
        try {
            Accepted accepted = other.outcome().join();
            return same ? accepted : null;
        } catch (CompletionException e) {
            if (same && e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            return null;
        }
    }

    private Accepted answer(OrderId id, Money total, Instant placedAt) {
        String number = id.number();
        return new Accepted(id, number, OrderStatus.PENDING, total, placedAt, links.url("/orders/" + number));
    }
}
