package io.esteira.lab;

import io.esteira.ShopApplication;
import io.esteira.local.Credentials;
import io.esteira.local.FreePort;
import io.esteira.local.LocalKafka;
import io.esteira.local.LocalMailbox;
import io.esteira.local.LocalPostgres;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A broker, a PostgreSQL, a mailbox and all roles in this process, to be looked into from all sides. */
final class WholeShop implements AutoCloseable {

    final Credentials credentials;
    final LocalKafka kafka;
    final LocalPostgres postgres;
    final LocalMailbox mailbox;
    final URI base;
    private final ConfigurableApplicationContext context;

    WholeShop(Path data) throws Exception {
        credentials = Credentials.in(Files.createDirectories(data));
        kafka = LocalKafka.start(data);
        postgres = LocalPostgres.start(data, credentials.postgresPassword());
        mailbox = LocalMailbox.start(data);
        base = URI.create("http://localhost:" + FreePort.onLoopback());
        context = new SpringApplicationBuilder(ShopApplication.class)
                .registerShutdownHook(false)
                .initializers(fresh -> fresh.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", properties(data))))
                .run();
    }

    private Map<String, Object> properties(Path data) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", base.getPort());
        properties.put("server.address", "127.0.0.1");
        properties.put("esteira.web.public-url", base.toString());
        properties.put("esteira.web.link-secret", credentials.linkSecret());
        properties.put("esteira.access.bootstrap-file", credentials.file().toString());
        properties.put("esteira.streams.state-dir", data.resolve("streams").toString());
        properties.put("esteira.kafka.partitions", 4);
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
        properties.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
        properties.put("spring.datasource.url", postgres.jdbcUrl());
        properties.put("spring.datasource.username", postgres.username());
        properties.put("spring.datasource.password", postgres.password());
        properties.put("spring.mail.host", mailbox.host());
        properties.put("spring.mail.port", mailbox.port());
        return properties;
    }

    @Override
    public void close() {
        context.close();
        mailbox.close();
        postgres.close();
        kafka.close();
    }
}
