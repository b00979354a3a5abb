package io.esteira.local;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the shop is told about the parts around it, in the same words as any installation would use. */
final class ShopProperties {

    private ShopProperties() {}

    /** Waits until the services can be named. */
    static Map<String, Object> of(UpSettings settings, Path data, Credentials credentials, LocalServices services) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.port", settings.port());
        properties.put("server.address", settings.bind().getHostAddress());
        properties.put("esteira.web.public-url", settings.url(""));
        // Plain http: a browser would not send back a secure cookie.
        properties.put("esteira.web.secure-cookies", false);
        properties.put("esteira.web.link-secret", credentials.linkSecret());
        properties.put("esteira.access.bootstrap-file", credentials.file().toString());
        properties.put("esteira.streams.state-dir", data.resolve("streams").toString());
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "5s");
        properties.put("spring.kafka.bootstrap-servers", services.kafka().bootstrapServers());
        // One machine has few cores: more partitions would only be more files and threads.
        properties.put("esteira.kafka.partitions", 4);
        properties.put("spring.datasource.url", services.postgres().jdbcUrl());
        properties.put("spring.datasource.username", services.postgres().username());
        properties.put("spring.datasource.password", services.postgres().password());
        properties.put("spring.mail.host", services.mailbox().host());
        properties.put("spring.mail.port", services.mailbox().port());
        return properties;
    }
}
