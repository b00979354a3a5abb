package io.esteira.local;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * What the shop is told about the parts around it, in the same words as any installation would use. The shop begins
 * while they still start: whoever asks for the address of one of them waits until there is one.
 */
final class ShopProperties extends EnumerablePropertySource<Map<String, Supplier<Object>>> {

    private ShopProperties(Map<String, Supplier<Object>> answers) {
        super("local", answers);
    }

    static ShopProperties of(UpSettings settings, Path data, Credentials credentials, LocalServices services) {
        Map<String, Supplier<Object>> answers = new LinkedHashMap<>();
        answers.put("server.port", settings::port);
        answers.put("server.address", () -> settings.bind().getHostAddress());
        answers.put("esteira.web.public-url", () -> settings.url(""));
        // Plain http: a browser would not send back a secure cookie.
        answers.put("esteira.web.secure-cookies", () -> false);
        answers.put("esteira.web.link-secret", credentials::linkSecret);
        answers.put("esteira.access.bootstrap-file", () -> credentials.file().toString());
        answers.put("esteira.streams.state-dir", () -> data.resolve("streams").toString());
        // Others who hold copies take its work over at once.
        answers.put("esteira.streams.standby-replicas", () -> settings.instances() > 1 ? 1 : 0);
        // Known by name, the flow takes its work up again at once after a kill.
        answers.put("esteira.streams.instance-id", () -> "local");
        // Nobody stands before it who would send requests elsewhere.
        answers.put("esteira.shutdown.drain", () -> "0s");
        // Nobody would be served meanwhile by another.
        answers.put("esteira.web.warm-up", () -> settings.instances() > 1 ? "10s" : "0s");
        // A request that does not end is not waited for longer than this.
        answers.put("spring.lifecycle.timeout-per-shutdown-phase", () -> "5s");
        answers.put("spring.kafka.bootstrap-servers", () -> services.kafka().bootstrapServers());
        // One machine has few cores: more partitions would only be more files and threads.
        answers.put("esteira.kafka.partitions", () -> settings.instances() > 1 ? Surroundings.PARTITIONS : 4);
        answers.put("spring.datasource.url", () -> services.postgres().jdbcUrl());
        answers.put("spring.datasource.username", () -> services.postgres().username());
        answers.put("spring.datasource.password", () -> services.postgres().password());
        answers.put("spring.mail.host", () -> services.mailbox().host());
        answers.put("spring.mail.port", () -> services.mailbox().port());
        return new ShopProperties(answers);
    }

    @Override
    public String[] getPropertyNames() {
        return source.keySet().toArray(new String[0]);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        Supplier<Object> answer = source.get(name);
        return answer == null ? null : answer.get();
    }
}
