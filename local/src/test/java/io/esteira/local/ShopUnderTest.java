package io.esteira.local;

import io.esteira.ShopApplication;
import io.esteira.platform.access.ApiKeys;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * The one whole shop, all roles, that the tests of a run share; it stands on {@link LocalStack}. Each test uses
 * articles, customers and idempotency keys of its own.
 */
public final class ShopUnderTest {

    private final LocalStack stack = LocalStack.get();
    private final URI base;
    private final ConfigurableApplicationContext context;

    private ShopUnderTest() {
        try {
            int port = FreePort.onLoopback();
            this.base = URI.create("http://localhost:" + port);
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
        this.context = new SpringApplicationBuilder(ShopApplication.class, LocalEndpoints.class)
                .registerShutdownHook(false)
                .initializers(fresh -> {
                    fresh.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties()));
                    fresh.getBeanFactory().registerSingleton("localMailbox", stack.mailbox());
                })
                .run();
        stack.beforeStop(context::close);
    }

    public static ShopUnderTest get() {
        return Running.SHOP;
    }

    public URI base() {
        return base;
    }

    /** Opens everything. */
    public String apiKey() {
        return stack.credentials().apiKey();
    }

    public ShopClient client() {
        return new ShopClient(base, apiKey());
    }

    /** A new key of {@code client} with these scopes only. */
    public String newKey(String client, String... scopes) {
        String key = "test_" + UUID.randomUUID();
        bean(ApiKeys.class).add(client, key, Set.of(scopes));
        return key;
    }

    public Credentials credentials() {
        return stack.credentials();
    }

    public LocalMailbox mailbox() {
        return stack.mailbox();
    }

    public WebServer server() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", base.getPort());
        properties.put("server.address", "127.0.0.1");
        properties.put("esteira.shutdown.drain", "0s");
        properties.put("esteira.web.public-url", base.toString());
        properties.put("esteira.web.secure-cookies", false);
        properties.put("esteira.web.max-requests", 200);
        properties.put("esteira.web.warm-up", "0s");
        properties.put("esteira.web.link-secret", stack.credentials().linkSecret());
        properties.put(
                "esteira.access.bootstrap-file", stack.credentials().file().toString());
        properties.put("esteira.streams.state-dir", stack.newDirectory().toString());
        properties.put("esteira.kafka.partitions", 4);
        // Most tests read what stands in the log after a 201; a slow machine must not make that a detour.
        properties.put("esteira.intake.kafka-patience", "10s");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
        properties.put("spring.kafka.bootstrap-servers", stack.bootstrapServers());
        properties.put("spring.datasource.url", stack.jdbcUrl());
        properties.put("spring.datasource.username", stack.username());
        properties.put("spring.datasource.password", stack.password());
        properties.put("spring.mail.host", stack.mailbox().host());
        properties.put("spring.mail.port", stack.mailbox().port());
        return properties;
    }

    private static final class Running {
        static final ShopUnderTest SHOP = new ShopUnderTest();
    }
}
