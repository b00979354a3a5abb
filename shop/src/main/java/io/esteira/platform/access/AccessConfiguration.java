package io.esteira.platform.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.esteira.platform.web.ApiAccess;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    ApiKeys apiKeys(JdbcClient jdbc) {
        return new ApiKeys(jdbc, Ticker.systemTicker());
    }

    @Bean
    SmartInitializingSingleton keysFromTheStart(ApiKeys keys) {
        return keys::learn;
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    StaffAccounts staffAccounts(JdbcClient jdbc, PasswordEncoder encoder) {
        return new StaffAccounts(jdbc, encoder);
    }

    /**
     * Makes the first account and the first key from a file with {@code staff.username}, {@code staff.password} and
     * {@code api.key} (all scopes), each optional. The file is the installation's secret; only hashes go on from here.
     */
    @Bean
    @ConditionalOnProperty("esteira.access.bootstrap-file")
    SmartInitializingSingleton firstCredentials(
            Environment environment, ApiKeys keys, StaffAccounts accounts, List<ApiAccess> access) {
        return () -> {
            Properties file = read(Path.of(environment.getRequiredProperty("esteira.access.bootstrap-file")));
            String username = file.getProperty("staff.username");
            String password = file.getProperty("staff.password");
            if (username != null && password != null) {
                accounts.put(username, password);
            }
            String key = file.getProperty("api.key");
            if (key != null) {
                Set<String> scopes =
                        access.stream().flatMap(each -> each.scopes().stream()).collect(Collectors.toUnmodifiableSet());
                keys.add(file.getProperty("api.client", "owner"), key, scopes);
            }
        };
    }

    private static Properties read(Path path) {
        try (Reader reader = Files.newBufferedReader(path)) {
            Properties properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the credentials in " + path, e);
        }
    }
}
