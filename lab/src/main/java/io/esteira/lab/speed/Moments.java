package io.esteira.lab.speed;

import io.esteira.lab.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Looks every so often at how far the shop has come and what it used, in a thread of its own. */
final class Moments implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 50;
    private static final int LOOKS_PER_MOMENT = 20;

    private final SpeedStack stack;
    private final List<Long> shops;
    private final Heap heap;
    private final LongConsumer each;
    private final long begunNanos = System.nanoTime();
    private final List<Moment> moments = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread;
    private volatile boolean isOver;
    private volatile long done;
    private volatile @Nullable SQLException failure;

    /** @param each is told at every look how many orders have come all the way */
    Moments(SpeedStack stack, List<Long> shops, Heap heap, LongConsumer each) {
        this.stack = stack;
        this.shops = List.copyOf(shops);
        this.heap = heap;
        this.each = each;
        this.thread = Thread.ofPlatform().daemon().name("moments").start(this::run);
    }

    private void run() {
        try (Connection connection = stack.connection()) {
            for (int look = 0; !isOver; look++) {
                done = Standing.of(connection).done();
                each.accept(done);
                if (look % LOOKS_PER_MOMENT == 0) {
                    moments.add(now());
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (SQLException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Moment now() {
        return new Moment(
                second(),
                done,
                stack.cpu(shops),
                heap.usedBytes(),
                shops.stream().mapToLong(ProcessTimes::residentBytes).sum());
    }

    double second() {
        return (System.nanoTime() - begunNanos) / 1e9;
    }

    long done() {
        if (failure != null) {
            throw new Trouble("PostgreSQL does not say how far the orders are: " + failure, failure);
        }
        return done;
    }

    List<Moment> all() {
        synchronized (moments) {
            return List.copyOf(moments);
        }
    }

    List<Moment> allWithNow() {
        List<Moment> all = new ArrayList<>(all());
        all.add(now());
        return all;
    }

    static List<Moment> between(List<Moment> all, double from, double to) {
        return all.stream()
                .filter(moment -> moment.second() >= from && moment.second() <= to)
                .toList();
    }

    /** The least heap in the first or in the last third: that much is no garbage. 0 if nobody said. */
    static long heapMin(List<Moment> all, boolean atTheEnd) {
        int third = Math.max(1, all.size() / 3);
        List<Moment> some = atTheEnd ? all.subList(all.size() - third, all.size()) : all.subList(0, third);
        return some.stream()
                .mapToLong(Moment::heapBytes)
                .filter(bytes -> bytes > 0)
                .min()
                .orElse(0);
    }

    static Plot.Line line(String name, List<Moment> all, ToDoubleFunction<Moment> figure) {
        return new Plot.Line(
                name,
                all.stream()
                        .map(moment -> new Plot.Point(moment.second(), figure.applyAsDouble(moment)))
                        .toList());
    }

    /** Orders a second from moment to moment. */
    static Plot.Line rates(String name, List<Moment> all) {
        List<Plot.Point> points = new ArrayList<>();
        for (int i = 1; i < all.size(); i++) {
            Moment before = all.get(i - 1);
            Moment after = all.get(i);
            points.add(new Plot.Point(
                    after.second(),
                    (after.done() - before.done()) / Math.max(0.001, after.second() - before.second())));
        }
        return new Plot.Line(name, points);
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
