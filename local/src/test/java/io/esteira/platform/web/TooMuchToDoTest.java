package io.esteira.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.local.ShopUnderTest;
import io.esteira.storefront.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.TomcatWebServer;

/** Requests that stop half way through their bodies stand for those that wait for a processor. */
class TooMuchToDoTest {

    private final ShopUnderTest shop = ShopUnderTest.get();
    private final Wire wire = new Wire(shop.base());

    @Test
    void aShopWithTooManyRequestsRefusesFurtherOnesAndTakesThemAgainAfterwards() throws Exception {
        List<Socket> halfway = new ArrayList<>();
        try {
            int room = shop.bean(WebSettings.class).maxRequests();
            for (int i = 0; i < room; i++) {
                halfway.add(beginOrder());
            }
            // Some more, for one may have been turned away: by whoever asked meanwhile, or by a slow look at its key.
            await().untilAsserted(() -> {
                halfway.add(beginOrder());
                assertThat(wire.get("/api/products").statusCode()).isEqualTo(503);
            });

            HttpResponse<String> api = wire.get("/api/products");
            assertThat(api.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(api.headers().firstValue("Retry-After")).hasValue("1");
            HttpResponse<String> page = wire.get("/");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("<h1>");
            assertThat(wire.get("/readyz").statusCode()).isEqualTo(200);
        } finally {
            for (Socket each : halfway) {
                each.close();
            }
        }
        await().untilAsserted(
                        () -> assertThat(wire.get("/api/products").statusCode()).isEqualTo(200));
    }

    @Test
    void theServerHasOurThreadsAndKeepsAsManyReadersOfRequests() {
        var protocol = (AbstractProtocol<?>)
                ((TomcatWebServer) shop.server()).getTomcat().getConnector().getProtocolHandler();
        assertThat(protocol.getExecutor()).isInstanceOf(RequestThreads.class);
        assertThat(protocol.getProcessorCache())
                .isGreaterThan(shop.bean(WebSettings.class).maxRequests());
    }

    private Socket beginOrder() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.base().getPort());
        socket.getOutputStream().write("""
                POST /api/orders HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Idempotency-Key: halfway-%d
                Content-Type: application/json
                Content-Length: 100

                {""".formatted(shop.apiKey(), socket.getLocalPort())
                .replace("\n", "\r\n")
                .getBytes(UTF_8));
        return socket;
    }
}
