package io.esteira.orders;

import io.esteira.contracts.OrderId;
import io.esteira.orders.OrderTables.Mark;
import io.esteira.platform.web.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * One question to the database for all live pages of this process, time and again while there are any. However many
 * pages are open, the database is asked no more often.
 */
final class FollowedOrders implements OrderChanges, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FollowedOrders.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final OrderTables tables;
    private final Duration interval;
    private final int maxFollowers;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final Thread watch;

    FollowedOrders(OrderTables tables, Duration interval, int maxFollowers) {
        this.tables = tables;
        this.interval = interval;
        this.maxFollowers = maxFollowers;
        this.watch = Thread.ofVirtual().name("followed-orders").start(this::watch);
    }

    @Override
    public Subscription follow(OrderView seen, Consumer<OrderView> listener) {
        Follower follower = new Follower(seen.order().id(), Mark.of(seen), listener);
        synchronized (followers) {
            if (followers.size() >= maxFollowers) {
                throw Problem.unavailable("Too many pages are being followed here.", RETRY_AFTER);
            }
            followers.add(follower);
            followers.notifyAll();
        }
        return follower;
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                awaitFollowers();
                look();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (DataAccessException | TransactionException e) {
                log.warn("Live pages stand still: {}", e.getMessage());
            }
        }
    }

    private void awaitFollowers() throws InterruptedException {
        Thread.sleep(interval);
        synchronized (followers) {
            while (followers.isEmpty()) {
                followers.wait();
            }
        }
    }

    private void look() {
        Set<OrderId> ids = new HashSet<>();
        followers.forEach(follower -> ids.add(follower.id));
        Map<OrderId, Mark> marks = tables.marks(ids);
        for (Follower follower : followers) {
            Mark mark = marks.get(follower.id);
            if (mark != null && !mark.equals(follower.seen) && follower.busy.compareAndSet(false, true)) {
                Thread.ofVirtual().name("follower").start(follower::tell);
            }
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        followers.clear();
    }

    private final class Follower implements Subscription {

        private final OrderId id;
        private final Consumer<OrderView> listener;
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile Mark seen;

        Follower(OrderId id, Mark seen, Consumer<OrderView> listener) {
            this.id = id;
            this.seen = seen;
            this.listener = listener;
        }

        private void tell() {
            try {
                tables.find(id).ifPresent(order -> {
                    seen = Mark.of(order);
                    listener.accept(order);
                });
            } catch (DataAccessException | TransactionException e) {
                log.debug("The next look will tell it", e);
            } catch (RuntimeException e) {
                log.debug("A follower of {} has gone", id, e);
                close();
            } finally {
                busy.set(false);
            }
        }

        @Override
        public void close() {
            followers.remove(this);
        }
    }
}
