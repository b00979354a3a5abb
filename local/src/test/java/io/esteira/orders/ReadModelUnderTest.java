package io.esteira.orders;

import io.esteira.ShopApplication;
import io.esteira.contracts.Message;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.local.LocalKafka;
import io.esteira.local.LocalStack;
import io.esteira.local.ShopClient;
import io.esteira.platform.access.ApiKeys;
import io.esteira.platform.kafka.TopicWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * A shop that has the read model only, on a broker and a database of its own: its tests write the parts of other contexts
 * themselves, which a whole shop on the same topics would answer, and stop and start the projection. One for all of them.
 */
final class ReadModelUnderTest {

    private final LocalStack stack = LocalStack.get();
    private final LocalKafka kafka;
    private final ConfigurableApplicationContext context;

    private ReadModelUnderTest() {
        try {
            kafka = LocalKafka.start(stack.newDirectory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> properties = Map.ofEntries(
                Map.entry("esteira.roles", "orders"),
                Map.entry("esteira.orders.read-timeout", "3s"),
                Map.entry("esteira.web.public-url", "https://shop.example"),
                Map.entry("esteira.web.link-secret", stack.credentials().linkSecret()),
                Map.entry("esteira.kafka.partitions", 4),
                Map.entry("server.port", 0),
                Map.entry("esteira.shutdown.drain", "0s"),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "3s"),
                Map.entry("spring.kafka.bootstrap-servers", kafka.bootstrapServers()),
                Map.entry("spring.datasource.url", stack.newDatabase()),
                Map.entry("spring.datasource.username", stack.username()),
                Map.entry("spring.datasource.password", stack.password()));
        this.context = new SpringApplicationBuilder(ShopApplication.class)
                .registerShutdownHook(false)
                .initializers(fresh ->
                        fresh.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties)))
                .run();
        stack.beforeStop(this::close);
    }

    static ReadModelUnderTest get() {
        return Running.SHOP;
    }

    /** A client whom no other test knows. */
    static String newClient() {
        return "client-" + UUID.randomUUID();
    }

    ShopClient client(String name, String... scopes) {
        String key = "test_" + UUID.randomUUID();
        context.getBean(ApiKeys.class).add(name, key, Set.of(scopes));
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return new ShopClient(URI.create("http://localhost:" + port), key);
    }

    <V extends Message> void write(Topic<V> topic, Story story, V message) {
        context.getBean(TopicWriter.class).write(topic, story.id().toString(), message);
    }

    /** Writes all of it that other contexts would have written. */
    Story told(Story story) {
        write(Topics.ORDERS_PENDING, story, story.placed());
        story.events().forEach(event -> write(Topics.ORDERS_EVENTS, story, (OrderEvent) event.message()));
        write(Topics.BILLING_EVENTS, story, story.invoiceIssued());
        return story;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    void stopProjection() {
        context.getBean(MessageListenerContainer.class).stop();
    }

    void startProjection() {
        context.getBean(MessageListenerContainer.class).start();
    }

    private void close() {
        context.close();
        kafka.close();
    }

    private static final class Running {
        static final ReadModelUnderTest SHOP = new ReadModelUnderTest();
    }
}
