package io.esteira.lab.trial;

import io.esteira.contracts.Json;
import io.esteira.lab.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** All shops of one installation behind something like a load balancer: whoever says that he is ready gets work. */
final class Shops implements AutoCloseable {

    static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration PROBE_WITHIN = Duration.ofMillis(800);
    private static final long PROBE_EVERY_MILLIS = 100;
    private static final long AGAIN_AFTER_MILLIS = 300;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final HttpClient probes = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PROBE_WITHIN)
            .build();
    private final List<String> urls;
    private final String apiKey;
    private final Set<String> ready = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean isClosed;

    Shops(List<String> urls, String apiKey) {
        this.urls = List.copyOf(urls);
        this.apiKey = apiKey;
        ready.addAll(urls);
    }

    record Answer(int status, JsonNode body) {

        boolean isGood() {
            return status / 100 == 2;
        }

        /** Whether asking again could not change it. */
        boolean isDefinite() {
            return status < 500 && status != 408 && status != 425 && status != 429;
        }

        String problem() {
            String code = body.path("errors").path(0).path("code").asString("");
            return code.isEmpty() ? body.path("title").asString("HTTP " + status) : code;
        }
    }

    void start() {
        for (String url : urls) {
            Thread.ofVirtual().name("readyz").start(() -> probe(url));
        }
    }

    private void probe(String url) {
        HttpRequest question = HttpRequest.newBuilder(URI.create(url + "/readyz"))
                .timeout(PROBE_WITHIN)
                .build();
        while (!isClosed) {
            try {
                boolean isReady =
                        probes.send(question, BodyHandlers.discarding()).statusCode() == 200;
                set(url, isReady);
                Thread.sleep(PROBE_EVERY_MILLIS);
            } catch (IOException e) {
                set(url, false);
                pause(PROBE_EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void set(String url, boolean isReady) {
        if (isReady) {
            ready.add(url);
        } else {
            ready.remove(url);
        }
    }

    /** Somebody who is ready, and not {@code other} if that can be helped. */
    String pick(@Nullable String other) {
        int first = turn.getAndIncrement();
        String any = urls.get(Math.floorMod(first, urls.size()));
        String second = null;
        for (int i = 0; i < urls.size(); i++) {
            String url = urls.get(Math.floorMod(first + i, urls.size()));
            if (ready.contains(url)) {
                if (!url.equals(other)) {
                    return url;
                }
                second = url;
            }
        }
        return second == null ? any : second;
    }

    int readyCount() {
        return ready.size();
    }

    Answer post(String url, String path, @Nullable String idempotencyKey, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(url + path).header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(request);
    }

    private Answer get(String url, String path) throws IOException, InterruptedException {
        return send(request(url + path).GET());
    }

    private Answer put(String url, String path, byte[] body) throws IOException, InterruptedException {
        return send(
                request(url + path).header("Content-Type", "application/json").PUT(BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .timeout(ANSWER_WITHIN)
                .header("Accept", "application/json, application/problem+json")
                .header("Authorization", "Bearer " + apiKey);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        JsonNode body;
        try {
            body = response.body().length == 0
                    ? Json.mapper().missingNode()
                    : Json.mapper().readTree(response.body());
        } catch (JacksonException e) {
            body = Json.mapper().missingNode();
        }
        return new Answer(response.statusCode(), body);
    }

    /** For what must work in the end, whoever does it: asks one after the other until the answer is definite. */
    Answer insist(Duration patience, Call call) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        String url = pick(null);
        String why = "";
        while (System.nanoTime() < deadlineNanos) {
            try {
                Answer answer = call.at(url);
                if (answer.isDefinite()) {
                    return answer;
                }
                why = answer.status() + " " + answer.problem();
            } catch (IOException e) {
                why = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Trouble("Interrupted", e);
            }
            pause(AGAIN_AFTER_MILLIS);
            url = pick(url);
        }
        throw new Trouble("No shop answers: " + why);
    }

    interface Call {
        Answer at(String url) throws IOException, InterruptedException;
    }

    Answer insistGet(String path, Duration patience) {
        return insist(patience, url -> get(url, path));
    }

    Answer insistPost(String path, @Nullable String idempotencyKey, byte[] body, Duration patience) {
        return insist(patience, url -> post(url, path, idempotencyKey, body));
    }

    Answer insistPut(String path, byte[] body, Duration patience) {
        return insist(patience, url -> put(url, path, body));
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        http.shutdownNow();
        probes.shutdownNow();
    }
}
