package io.esteira.storefront;

import io.esteira.orders.OrderChanges;
import io.esteira.orders.OrderView;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams of server-sent events that keep order pages up to date. A stream begins with the order as it stands, so that
 * a browser that comes back has missed nothing, and ends when nothing more will happen.
 */
final class LiveOrders implements SmartLifecycle {

    /** Longer than any order stays open in an undisturbed shop; a browser that is cut off comes back by itself. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** Below the idle timeout of common proxies. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final OrderChanges changes;
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    LiveOrders(OrderChanges changes) {
        this.changes = changes;
    }

    /** @throws io.esteira.platform.web.Problem 503 if there are too many followers already */
    SseEmitter follow(OrderView order, String key) {
        Stream stream = new Stream(key);
        stream.send(order);
        if (!order.isComplete()) {
            stream.begin(changes.follow(order, stream::send));
        }
        return stream.emitter;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for its last requests to end: these would not end by themselves. */
    @Override
    public void stop() {
        running = false;
        streams.forEach(Stream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private final class Stream {

        private final String key;
        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private final CountDownLatch ended = new CountDownLatch(1);

        Stream(String key) {
            this.key = key;
            emitter.onCompletion(ended::countDown);
            emitter.onTimeout(this::end);
        }

        void begin(OrderChanges.Subscription subscription) {
            streams.add(this);
            Thread.ofVirtual().name("live-order").start(() -> {
                try (subscription) {
                    while (!ended.await(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                        emitter.send(SseEmitter.event().comment("still here"));
                    }
                } catch (IOException | IllegalStateException e) {
                    // The browser has gone.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    streams.remove(this);
                }
            });
        }

        void send(OrderView order) {
            Map<String, Object> model = OrderPages.model(order, key);
            try {
                emitter.send(SseEmitter.event()
                        .name("status")
                        .data(new ModelAndView("storefront/order-parts :: status", model)));
                emitter.send(SseEmitter.event()
                        .name("progress")
                        .data(new ModelAndView("storefront/order-parts :: progress", model)));
                if (order.isComplete()) {
                    emitter.send(SseEmitter.event().name("end").data("complete"));
                    end();
                }
            } catch (IOException | IllegalStateException e) {
                ended.countDown(); // the browser has gone
            }
        }

        void end() {
            ended.countDown();
            emitter.complete();
        }
    }
}
