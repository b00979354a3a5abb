package io.esteira.platform.web;

import io.esteira.platform.access.ApiKeys;
import io.esteira.platform.access.LentKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.http.HttpHeaders;

/**
 * Practises before this process calls itself ready. A load balancer sends a new process its full share at once; while all
 * of its code is still to be loaded and compiled, that share would wait for seconds. So the process first asks itself, over
 * its own port, what others are going to ask. {@code /readyz} says yes when this is over (Spring Boot runs it before).
 */
final class WarmUp implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    /** By then what is hot has been compiled with what was learnt about it. */
    private static final int REQUESTS = 4_000;

    private static final int AT_A_TIME = 8;
    private static final String CLIENT = "warm-up";

    private final Duration atMost;
    private final List<Rehearsal> rehearsals;
    private final ApiKeys keys;
    private final Supplier<@Nullable URI> address;

    /**
     * @param atMost after this long it ends, however far it is; 0 for none at all
     * @param address where this process answers once it does, or null if it cannot be asked from here
     */
    WarmUp(Duration atMost, List<Rehearsal> rehearsals, ApiKeys keys, Supplier<@Nullable URI> address) {
        this.atMost = atMost;
        this.rehearsals = List.copyOf(rehearsals);
        this.keys = keys;
        this.address = address;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        long begunNanos = System.nanoTime();
        Map<String, Integer> answers = practise();
        if (!answers.isEmpty()) {
            log.info("Practised for {} ms: {}", (System.nanoTime() - begunNanos) / 1_000_000, answers);
        }
    }

    /** @return how often each request got each answer */
    Map<String, Integer> practise() {
        URI shop = address.get();
        if (shop == null || rehearsals.isEmpty() || !atMost.isPositive()) {
            return Map.of();
        }
        long deadlineNanos = System.nanoTime() + atMost.toNanos();
        Set<String> scopes =
                rehearsals.stream().flatMap(each -> each.scopes().stream()).collect(Collectors.toUnmodifiableSet());
        Map<String, Integer> answers = new ConcurrentSkipListMap<>();
        AtomicInteger begun = new AtomicInteger();
        try (LentKey key = keys.lend(CLIENT, scopes);
                HttpClient http = directly();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < AT_A_TIME; caller++) {
                callers.execute(() -> {
                    int next = begun.getAndIncrement();
                    long leftNanos = deadlineNanos - System.nanoTime();
                    while (next < REQUESTS && leftNanos > 0) {
                        Rehearsal rehearsal = rehearsals.get(next % rehearsals.size());
                        HttpRequest request = request(rehearsal, shop, key.key(), Duration.ofNanos(leftNanos));
                        answers.merge(rehearsal + " " + ask(http, request), 1, Integer::sum);
                        next = begun.getAndIncrement();
                        leftNanos = deadlineNanos - System.nanoTime();
                    }
                });
            }
        }
        return answers;
    }

    /** No proxy may hear the key, and most clients speak HTTP/1.1. */
    private static HttpClient directly() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    private static HttpRequest request(Rehearsal rehearsal, URI shop, String key, Duration patience) {
        return rehearsal
                .request()
                .uri(shop.resolve(rehearsal.path()))
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + key)
                .timeout(patience)
                .build();
    }

    /** Whether it succeeds does not matter: nobody waits for the answer, and who is too slow for it will be for others. */
    private static String ask(HttpClient http, HttpRequest request) {
        try {
            return String.valueOf(http.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
