package io.esteira.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.local.ShopUnderTest;
import io.esteira.local.Wire;
import io.esteira.local.Wire.Reply;
import io.esteira.platform.access.Unreachable;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;

class ApiErrorsTest {

    private final ShopUnderTest shop = ShopUnderTest.get();
    private final Wire wire = new Wire();

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/nothing,          */*,              404",
        "GET,    /api/nothing,          text/html,        404",
        "GET,    /api/orders/nothing,   text/html,        404",
        "DELETE, /api/orders,           text/html,        405",
        "GET,    /api/orders,           application/xml,  406",
        "GET,    /api/products,         text/html,        406",
        "POST,   /api/orders,           text/html,        415",
        "GET,    /api/orders?limit=abc, text/html,        400"
    })
    void isAProblemInJsonWhateverTheCallerWouldRatherRead(String method, String path, String accept, int status) {
        Reply reply = wire.send(wire.request(path)
                .header("Authorization", "Bearer " + shop.apiKey())
                .header("Accept", accept)
                .method(method, BodyPublishers.noBody()));

        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.contentType()).startsWith("application/problem+json");
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
    }

    @Test
    void headNeedsTheScopeThatGetNeeds() {
        String key = shop.newKey("head-" + UUID.randomUUID(), "stock:read");

        assertThat(head("/api/orders", key)).isEqualTo(403);
        assertThat(head("/api/orders", shop.apiKey())).isEqualTo(200);
        assertThat(wire.send(wire.request("/api/products").HEAD()).status()).isEqualTo(200);
        assertThat(wire.send(wire.request("/actuator/health/liveness").HEAD()).status())
                .isEqualTo(200);
        assertThat(wire.send(wire.request("/actuator/prometheus").HEAD()).status())
                .isEqualTo(401);
    }

    private int head(String path, String key) {
        Reply reply = wire.send(
                wire.request(path).header("Authorization", "Bearer " + key).HEAD());
        assertThat(reply.body()).isEmpty();
        return reply.status();
    }

    @Test
    void aKeyThatCannotBeLookedUpIsNotAWrongOne() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/orders");
        request.addHeader("Authorization", "Bearer " + shop.apiKey());
        MockHttpServletResponse response = new MockHttpServletResponse();
        MockFilterChain chain = new MockFilterChain();

        new ApiKeyFilter(Unreachable.keys()).doFilter(request, response, chain);

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentType()).startsWith("application/problem+json");
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(chain.getRequest()).as("went on").isNull();
    }

    @Test
    void theDescriptionOfEveryCallTellsOfProblems() {
        JsonNode api = wire.send(wire.request("/v3/api-docs").GET()).json();

        assertThat(api.path("paths").propertyNames())
                .contains("/api/orders", "/api/products/{sku}", "/api/stock/adjustments");
        assertThat(api.path("paths").valueStream().flatMap(JsonNode::valueStream))
                .allSatisfy(
                        call -> assertThat(call.at("/responses/default/content/application~1problem+json/schema/$ref")
                                        .asString())
                                .isEqualTo("#/components/schemas/Problem"));
        assertThat(api.at("/paths/~1api~1orders/post/responses").propertyNames())
                .containsExactlyInAnyOrder("201", "503", "default");
        assertThat(api.at("/paths/~1api~1orders~1{id}~1cancel/post/responses").propertyNames())
                .containsExactlyInAnyOrder("202", "default");
        assertThat(api.at("/components/schemas/Problem/properties/errors/items/properties/pointer")
                        .isObject())
                .isTrue();
    }
}
