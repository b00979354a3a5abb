package io.esteira.platform.web;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the outside reaches this installation.
 *
 * @param publicUrl where customers find the shop; begins the links in mails and API answers
 * @param linkSecret signs links that need no login; at least 32 characters, the same in every process, never shown
 * @param secureCookies whether cookies travel over https only
 * @param maxBody the largest request body that is read
 * @param maxRequests that each process works on at a time; whoever is beyond that is told to come again
 * @param warmUp how long, at most, a process practises before it is ready; 0 for not at all
 */
@ConfigurationProperties("esteira.web")
public record WebSettings(
        @DefaultValue("http://localhost:8080") URI publicUrl,
        String linkSecret,
        @DefaultValue("true") boolean secureCookies,
        @DefaultValue("2MB") DataSize maxBody,
        @DefaultValue("1000") int maxRequests,
        @DefaultValue("10s") Duration warmUp) {

    private static final int SHORTEST_SECRET = 32;
    private static final int MOST_REQUESTS = 100_000;

    public WebSettings {
        if (linkSecret == null || linkSecret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "esteira.web.link-secret must be set, with at least " + SHORTEST_SECRET + " characters");
        }
        if (maxRequests < 1 || maxRequests > MOST_REQUESTS) {
            throw new IllegalArgumentException(
                    "esteira.web.max-requests must be 1 to " + MOST_REQUESTS + ", and is " + maxRequests);
        }
    }

    @Override
    public String toString() {
        return "WebSettings[" + publicUrl + "]";
    }
}
