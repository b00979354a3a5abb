package io.esteira.orders;

import io.esteira.platform.Phases;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Keeps open pages of orders up to date with server-sent events. A stream begins with the order as it stands, so that a
 * browser that comes back has missed nothing, and ends when nothing more will happen.
 */
public final class LivePages implements SmartLifecycle {

    /** Longer than any order stays open in an undisturbed shop; a browser that is cut off comes back by itself. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** Below the idle timeout of common proxies. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final OrderChanges changes;
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    LivePages(OrderChanges changes) {
        this.changes = changes;
    }

    /** One part of a page: the name of the event that replaces it, and how it looks now. */
    public record Part(String event, ModelAndView content) {}

    /**
     * A stream for one open page.
     *
     * @param order as the page shows it
     * @param parts what of the page changes with the order
     * @throws io.esteira.platform.web.Problem 503 if there are too many followers already
     */
    public SseEmitter follow(OrderView order, Function<OrderView, List<Part>> parts) {
        Stream stream = new Stream(parts);
        stream.send(order); // before anything newer can be told
        if (!order.isComplete()) {
            OrderChanges.Subscription subscription = changes.follow(order, stream::send);
            streams.add(stream);
            if (!running) {
                stream.end(); // the browser comes back by itself, to a process that stays
            }
            Thread.ofVirtual().name("live-page").start(() -> stream.keepOpen(subscription));
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

    @Override
    public int getPhase() {
        return Phases.LIVE_PAGES;
    }

    private final class Stream {

        private final Function<OrderView, List<Part>> parts;
        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private final CountDownLatch ended = new CountDownLatch(1);

        Stream(Function<OrderView, List<Part>> parts) {
            this.parts = parts;
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
                for (Part part : parts.apply(order)) {
                    emitter.send(SseEmitter.event().name(part.event()).data(part.content()));
                }
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
