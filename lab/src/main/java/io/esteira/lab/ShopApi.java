package io.esteira.lab;

import io.esteira.contracts.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The shop by HTTP. What does not come through is repeated as it is, with growing pauses. */
final class ShopApi implements AutoCloseable {

    private static final Set<Integer> TRY_AGAIN = Set.of(429, 502, 503, 504);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration CLOCK_SLOWNESS = Duration.ofSeconds(2);
    private static final long CLOCK_LOOK_MILLIS = 50;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String key;
    private final Duration patience;

    ShopApi(URI base, String key) {
        this(base, key, PATIENCE);
    }

    ShopApi(URI base, String key, Duration patience) {
        this.base = base;
        this.key = key;
        this.patience = patience;
    }

    /** @param at when the shop answered, by its own clock */
    record Answer(int status, JsonNode body, Instant at) {

        boolean isGood() {
            return status / 100 == 2;
        }

        /** What is wrong, in the shop's words for programs: the code of the first violation, and the status. */
        String reason() {
            String code = body.path("errors").path(0).path("code").asString("");
            String what = code.isEmpty() ? body.path("title").asString("") : code;
            return what.isEmpty() ? "HTTP " + status : what + " (" + status + ")";
        }

        /** As {@link #reason}, for people. */
        String complaint() {
            String detail = body.path("detail").asString("");
            return reason() + (detail.isEmpty() ? "" : ": " + detail);
        }
    }

    /** No answer in all the time there was. */
    static final class NoAnswer extends Trouble {
        NoAnswer(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String contentType, @Nullable String idempotencyKey, byte[] body) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body));
        return send(idempotencyKey == null ? request : request.header("Idempotency-Key", idempotencyKey));
    }

    /** The shop's clock: it may be up to two seconds slow, for it is told in whole ones and kept for one. */
    Instant clock() {
        return get("/livez").at();
    }

    /** @return the clock's first reading by which all that the shop had at {@code then} is in the past */
    Instant awaitPast(Instant then) {
        Instant past = then.plus(CLOCK_SLOWNESS);
        Instant now = clock();
        while (now.isBefore(past)) {
            pause(CLOCK_LOOK_MILLIS);
            now = clock();
        }
        return now;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_TIMEOUT)
                .header("Accept", "application/json, application/problem+json")
                .header("Authorization", "Bearer " + key);
    }

    private Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        long begun = System.nanoTime();
        long pauseMillis = FIRST_PAUSE_MILLIS;
        while (true) {
            String why;
            @Nullable IOException cause = null;
            try {
                HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
                if (!TRY_AGAIN.contains(response.statusCode())) {
                    return answer(response);
                }
                why = "it answers " + response.statusCode();
            } catch (IOException e) {
                why = e instanceof ConnectException ? "nothing listens there; is the shop up?" : e.toString();
                cause = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoAnswer("Interrupted", e);
            }
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw new NoAnswer(
                        "No answer from " + request.uri() + " in " + patience.toSeconds() + " s: " + why, cause);
            }
            pause(pauseMillis);
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        JsonNode body;
        try {
            body = response.body().length == 0
                    ? Json.mapper().missingNode()
                    : Json.mapper().readTree(response.body());
        } catch (JacksonException e) {
            body = Json.mapper().missingNode();
        }
        Instant at = response.headers()
                .firstValue("Date")
                .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .orElseGet(Instant::now);
        return new Answer(response.statusCode(), body, at);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("Interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
