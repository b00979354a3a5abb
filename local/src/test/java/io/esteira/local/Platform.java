package io.esteira.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.MapPropertySource;

/**
 * What all contexts share, on the shared stack and a database of its own, without any context: for tests that run one
 * context's classes by hand.
 */
public final class Platform implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Platform(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static Platform start() {
        return on(LocalStack.get().bootstrapServers());
    }

    /** On another broker, for tests that write what other contexts would answer. */
    public static Platform on(String bootstrapServers) {
        LocalStack stack = LocalStack.get();
        Path directory = stack.newDirectory();
        Map<String, Object> properties = new HashMap<>();
        // Any role that no part of the platform has: its reader of dead letters would take those of the shop that tests
        // share.
        properties.put("esteira.roles", "catalog");
        properties.put("server.port", 0);
        properties.put("server.address", "127.0.0.1");
        properties.put("esteira.shutdown.drain", "0s");
        properties.put("esteira.web.public-url", "https://shop.example.com");
        properties.put("esteira.web.link-secret", "a secret that signs links in tests only");
        properties.put(
                "esteira.access.bootstrap-file", stack.credentials().file().toString());
        properties.put("esteira.streams.state-dir", directory.toString());
        properties.put("esteira.kafka.partitions", 4);
        properties.put("spring.kafka.bootstrap-servers", bootstrapServers);
        properties.put("spring.datasource.url", stack.newDatabase());
        properties.put("spring.datasource.username", stack.username());
        properties.put("spring.datasource.password", stack.password());
        properties.put("spring.mail.host", stack.mailbox().host());
        properties.put("spring.mail.port", stack.mailbox().port());
        return new Platform(new SpringApplicationBuilder(Parts.class)
                .initializers(fresh ->
                        fresh.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties)))
                .run());
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan("io.esteira.platform")
    @ConfigurationPropertiesScan("io.esteira.platform")
    static class Parts {}
}
