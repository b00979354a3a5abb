package io.esteira.lab;

import io.esteira.lab.ShopApi.Answer;
import io.esteira.lab.ShopApi.NoAnswer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Sends orders, many at a time, as fast as wanted. */
final class Sending {

    private static final int AT_ONCE = 64;

    private final ShopApi shop;
    private final Speed speed;
    private final Instant begun;

    /** @param begun by the shop's clock: what it has from before, it has from an earlier replay */
    Sending(ShopApi shop, Speed speed, Instant begun) {
        this.shop = shop;
        this.speed = speed;
        this.begun = begun;
    }

    List<Outcome> send(List<RetailOrder> orders, Progress progress) {
        Semaphore atOnce = new Semaphore(AT_ONCE);
        AtomicLong answered = new AtomicLong();
        List<Future<Outcome>> sent = new ArrayList<>(orders.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Speed.Beat beat = speed.begin();
            for (RetailOrder order : orders) {
                beat.await();
                atOnce.acquireUninterruptibly();
                sent.add(threads.submit(() -> {
                    try {
                        return send(order);
                    } finally {
                        atOnce.release();
                        progress.to(answered.incrementAndGet());
                    }
                }));
            }
        }
        return sent.stream().map(Sending::outcome).toList();
    }

    private Outcome send(RetailOrder order) {
        try {
            Answer answer = shop.post("/api/orders", "application/json", order.idempotencyKey(), order.body());
            if (!answer.isGood()) {
                return new Outcome.Refused(order.invoice(), answer.reason());
            }
            return new Outcome.Accepted(
                    order.invoice(),
                    answer.body().path("id").asString(),
                    new BigDecimal(answer.body().path("total").path("amount").asString()),
                    Instant.parse(answer.body().path("placedAt").asString()).isBefore(begun));
        } catch (NoAnswer e) {
            return new Outcome.Unanswered(order.invoice(), String.valueOf(e.getMessage()));
        }
    }

    private static Outcome outcome(Future<Outcome> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
