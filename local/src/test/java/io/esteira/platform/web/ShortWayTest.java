package io.esteira.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.esteira.local.ShopUnderTest;
import io.esteira.platform.access.ApiKeys;
import io.esteira.platform.access.LentKey;
import io.esteira.platform.access.Unreachable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ShortWayTest {

    private static final String ORDER = """
            {"customer": {"name": "Ana Souza", "email": "ana@example.com", "locale": "pt-BR"},
             "shippingAddress": {"line1": "Rua A, 10", "city": "São Paulo", "region": "SP", "postalCode": "01310-100",
                                 "country": "BR"},
             "items": [{"sku": "SHORT-WAY", "quantity": 1}], "payment": {"method": "card", "token": "tok_approved"}}
            """;

    /** Of a whole shop: nobody can tell by the answer which way it came, nor by what was measured. */
    @Test
    void bothWaysAnswerAlikeAndAreMeasuredAlike() throws Exception {
        ShopUnderTest shop = ShopUnderTest.get();
        offer(shop);
        String key = shop.newKey("short-way-" + UUID.randomUUID(), "orders:write");
        assertThat(order(shop, key, "/api/orders?long=way").statusCode()).isEqualTo(201);
        long before = measured(shop);

        HttpResponse<String> onShortWay = order(shop, key, "/api/orders");
        HttpResponse<String> onLongWay = order(shop, key, "/api/orders?long=way");

        assertThat(onShortWay.headers().firstValue("Content-Length"))
                .as("only the short way knows the length beforehand")
                .isPresent();
        assertThat(onLongWay.headers().firstValue("Content-Length")).isEmpty();
        assertThat(onShortWay.statusCode()).isEqualTo(201);
        assertThat(onShortWay.body()).isEqualTo(onLongWay.body());
        assertThat(headers(onShortWay)).isEqualTo(headers(onLongWay)).containsKey("content-security-policy");
        assertThat(measured(shop) - before).isEqualTo(2);
    }

    private static void offer(ShopUnderTest shop) throws Exception {
        String cup = """
                {"sku": "SHORT-WAY", "name": {"en": "Cup"}, "price": {"currency": "BRL", "amount": "29.90"}, "active": true}
                """;
        HttpRequest.Builder put = HttpRequest.newBuilder(shop.base().resolve("/api/products/SHORT-WAY"))
                .header("Authorization", "Bearer " + shop.apiKey())
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(cup));
        assertThat(send(put).statusCode()).isBetween(200, 201);
    }

    private static HttpResponse<String> order(ShopUnderTest shop, String key, String path) throws Exception {
        return send(HttpRequest.newBuilder(shop.base().resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("Idempotency-Key", "a")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ORDER)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static Map<String, List<String>> headers(HttpResponse<String> response) {
        Map<String, List<String>> headers = new HashMap<>(response.headers().map());
        headers.keySet().removeAll(Set.of("date", "content-length", "transfer-encoding"));
        return headers;
    }

    /** How many orders were accepted by the one meter that there is. */
    private static long measured(ShopUnderTest shop) {
        Collection<Timer> timers = shop.bean(MeterRegistry.class)
                .find("http.server.requests")
                .tags("uri", "/api/orders", "status", "201")
                .timers();
        assertThat(timers).hasSize(1);
        return timers.iterator().next().count();
    }

    // spotless:off: a table
    static final List<Consumer<MockHttpServletRequest>> UNUSUAL = List.of(
            request -> request.setMethod("PUT"),
            request -> request.setRequestURI("/api/orders/"),
            request -> request.setRequestURI("/api/orders;a=b"),
            request -> request.setQueryString("lang=en"),
            request -> request.setContentType("text/plain"),
            request -> request.setContentType("application/json;charset=utf-16"),
            request -> request.addHeader("Accept", "text/html"),
            request -> request.addHeader("Accept", "application/json;q=0"),
            request -> request.setContent(new byte[0]),
            request -> request.setContent(new byte[64 * 1024 + 1]),
            request -> request.removeHeader("Authorization"),
            request -> { request.removeHeader("Authorization"); request.addHeader("Authorization", "Bearer nobody"); },
            request -> { request.removeHeader("Authorization"); request.addHeader("Authorization", "Basic YTpi"); });
    // spotless:on

    private final ApiKeys keys = Unreachable.keys();
    private final AtomicInteger calls = new AtomicInteger();
    private final MockFilterChain longWay = new MockFilterChain();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void whatIsPlainlyRightIsAnsweredAtOnce() throws Exception {
        try (LentKey key = keys.lend("a", Set.of("orders:write"))) {
            way((client, head, body) -> created()).doFilter(request(key), response, longWay);
        }
        assertThat(longWay.getRequest()).isNull();
        assertThat(response.getStatus()).isEqualTo(201);
        assertThat(response.getHeader("Location")).isEqualTo("/api/orders/1");
        assertThat(response.getContentAsString()).isEqualTo("{}");
    }

    @ParameterizedTest
    @FieldSource("UNUSUAL")
    void whatIsUnusualGoesTheLongWayUnread(Consumer<MockHttpServletRequest> change) throws Exception {
        try (LentKey key = keys.lend("a", Set.of("orders:write"))) {
            MockHttpServletRequest request = request(key);
            change.accept(request);
            way((client, head, body) -> created()).doFilter(request, response, longWay);
            assertThat(longWay.getRequest()).isSameAs(request);
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void aKeyWithoutTheScopeIsToldSoOnTheLongWay() throws Exception {
        try (LentKey key = keys.lend("a", Set.of("orders:read"))) {
            way((client, head, body) -> created()).doFilter(request(key), response, longWay);
        }
        assertThat(longWay.getRequest()).isNotNull();
        assertThat(calls).hasValue(0);
    }

    @Test
    void theLongWayReadsTheWholeBodyAgain() throws Exception {
        try (LentKey key = keys.lend("a", Set.of("orders:write"))) {
            way((client, head, body) -> null).doFilter(request(key), response, longWay);
        }
        assertThat(wentOn().getInputStream().readAllBytes()).isEqualTo("{\"a\": 1}".getBytes(UTF_8));
        assertThat(calls).hasValue(1);
    }

    @Test
    void aBodyThatEndsTooSoonIsNotCarriedOut() throws Exception {
        try (LentKey key = keys.lend("a", Set.of("orders:write"))) {
            MockHttpServletRequest longer = new MockHttpServletRequest("POST", "/api/orders") {
                @Override
                public int getContentLength() {
                    return super.getContentLength() + 1;
                }
            };
            way((client, head, body) -> created()).doFilter(fill(longer, key), response, longWay);
        }
        assertThat(calls).hasValue(0);
        assertThat(wentOn().getInputStream().readAllBytes()).isEqualTo("{\"a\": 1}".getBytes(UTF_8));
    }

    @Test
    void aRefusalIsFoundAtTheEndOfTheLongWay() throws Exception {
        Problem refusal = Problem.notFound();
        try (LentKey key = keys.lend("a", Set.of("orders:write"))) {
            way((client, head, body) -> {
                        throw refusal;
                    })
                    .doFilter(request(key), response, longWay);
        }
        MockHttpServletRequest fresh = new MockHttpServletRequest();
        ShortWay.orElseThrow(fresh);
        assertThat(catchThrowable(() -> ShortWay.orElseThrow(wentOn()))).isSameAs(refusal);
    }

    private ShortWay way(ShortWay.Call call) {
        ShortWay.Call counted = (client, head, body) -> {
            calls.incrementAndGet();
            return call.answer(client, head, body);
        };
        return Objects.requireNonNull(
                ShortWay.to("/api/orders", "orders:write", keys, new SimpleMeterRegistry(), counted)
                        .getFilter());
    }

    private HttpServletRequest wentOn() {
        return (HttpServletRequest) Objects.requireNonNull(longWay.getRequest());
    }

    private static ShortWay.Created created() {
        return new ShortWay.Created("/api/orders/1", ByteBuffer.wrap("{}".getBytes(UTF_8)));
    }

    private static MockHttpServletRequest request(LentKey key) {
        return fill(new MockHttpServletRequest("POST", "/api/orders"), key);
    }

    private static MockHttpServletRequest fill(MockHttpServletRequest request, LentKey key) {
        request.addHeader("Authorization", "Bearer " + key.key());
        request.setContentType("application/json");
        request.setContent("{\"a\": 1}".getBytes(UTF_8));
        return request;
    }
}
