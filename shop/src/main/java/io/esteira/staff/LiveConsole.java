package io.esteira.staff;

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
 * Keeps open pages of the console up to date with server-sent events. A stream begins with the order as it stands, so
 * that a browser that comes back has missed nothing; where nothing more will happen it ends.
 */
final class LiveConsole implements SmartLifecycle {

    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** Below the idle timeout of common proxies. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final OrderChanges changes;
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    LiveConsole(OrderChanges changes) {
        this.changes = changes;
    }

    /** @throws io.esteira.platform.web.Problem 503 if there are too many followers already */
    SseEmitter follow(OrderView order) {
        Stream stream = new Stream();
        stream.send(order); // before anything newer can be told
        if (!order.isComplete()) {
            OrderChanges.Subscription subscription = changes.follow(order, stream::send);
            streams.add(stream);
            Thread.ofVirtual().name("live-console").start(() -> stream.keepOpen(subscription));
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

        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private final CountDownLatch ended = new CountDownLatch(1);

        Stream() {
            emitter.onCompletion(ended::countDown);
            emitter.onTimeout(this::end);
        }

        void keepOpen(OrderChanges.Subscription subscription) {
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
        }

        void send(OrderView order) {
            try {
                sendPart("standing", order);
                sendPart("timeline", order);
                if (order.isComplete()) {
                    emitter.send(SseEmitter.event().name("end").data("complete"));
                    end();
                }
            } catch (IOException | IllegalStateException e) {
                ended.countDown(); // the browser has gone
            }
        }

        private void sendPart(String part, OrderView order) throws IOException {
            emitter.send(SseEmitter.event()
                    .name(part)
                    .data(new ModelAndView("staff/order-parts :: " + part, Map.of("view", order))));
        }

        void end() {
            ended.countDown();
            emitter.complete();
        }
    }
}
