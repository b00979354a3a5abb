package io.esteira.platform.kafka;

import io.esteira.contracts.Message;
import io.esteira.contracts.Topic;
import io.esteira.platform.Phases;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;

/**
 * The views of this process, one for each topic, shared by all who look at it. The application is not ready before each
 * has read its topic to the end.
 */
public final class TopicViews implements SmartLifecycle {

    private static final Duration COMPLETE_TIMEOUT = Duration.ofMinutes(5);

    private final KafkaClients clients;
    private final KafkaTopics topics;
    private final Map<String, TopicView<?>> views = new ConcurrentHashMap<>();
    private volatile boolean running;

    TopicViews(KafkaClients clients, KafkaTopics topics) {
        this.clients = clients;
        this.topics = topics;
    }

    @SuppressWarnings("unchecked") // a topic's name stands for one value type
    public <V extends Message> TopicView<V> of(Topic<V> topic) {
        return (TopicView<V>) views.computeIfAbsent(topic.name(), ignored -> new TopicView<>(topic, clients, topics));
    }

    @Override
    public void start() {
        try {
            for (Map.Entry<String, TopicView<?>> view : views.entrySet()) {
                if (!view.getValue().awaitComplete(COMPLETE_TIMEOUT)) {
                    throw new IllegalStateException("The view of " + view.getKey() + " did not reach the topic's end");
                }
            }
            running = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading topics", e);
        }
    }

    @Override
    public void stop() {
        running = false;
        views.values().forEach(TopicView::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server takes requests, after nothing: views need only the broker. */
    @Override
    public int getPhase() {
        return Phases.VIEWS;
    }
}
