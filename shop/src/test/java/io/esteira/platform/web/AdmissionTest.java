package io.esteira.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class AdmissionTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Admission admission = new Admission(2, meters);

    @Test
    void whoeverComesBeyondTheLimitIsToldToComeAgain() throws Exception {
        MockHttpServletResponse third = whileBeingServed("/api/orders", "/", "/api/orders");
        assertThat(third.getStatus()).isEqualTo(503);
        assertThat(third.getHeader("Retry-After")).isEqualTo("1");
        assertThat(third.getContentType()).isEqualTo("application/problem+json");
        assertThat(third.getContentAsString()).contains("\"status\":503").contains("Repeat the request");
        assertThat(meters.counter("esteira.web.refused").count()).isEqualTo(1);
    }

    @Test
    void peopleGetThePageForThat() throws Exception {
        MockHttpServletResponse third = whileBeingServed("/api/orders", "/", "/products/CAFE-250");
        assertThat(third.getStatus()).isEqualTo(503);
        assertThat(third.getHeader("Retry-After")).isEqualTo("1");
        assertThat(third.getContentAsString()).isEmpty();
    }

    @Test
    void probesAndMetricsAreAnsweredHoweverMuchThereIsToDo() throws Exception {
        for (String path : new String[] {"/livez", "/readyz", "/actuator/prometheus"}) {
            assertThat(whileBeingServed("/", "/", path).getStatus()).isEqualTo(200);
        }
    }

    @Test
    void thereIsRoomAgainWhenOneIsServedOrFails() throws Exception {
        whileBeingServed("/", "/", "/");
        FilterChain broken = (request, response) -> {
            throw new IOException("gone");
        };
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> pass("/", broken)).isInstanceOf(IOException.class);
        }
        assertThat(whileBeingServed("/", "/", "/").getStatus()).isEqualTo(503);
        assertThat(pass("/", (request, response) -> {}).getStatus()).isEqualTo(200);
    }

    /** @return the answer to {@code third}, which comes while the first two are still at it */
    private MockHttpServletResponse whileBeingServed(String first, String second, String third) throws Exception {
        AtomicReference<MockHttpServletResponse> answer = new AtomicReference<>();
        pass(first, (a, b) -> pass(second, (c, d) -> answer.set(pass(third, (e, f) -> {}))));
        return answer.get();
    }

    private MockHttpServletResponse pass(String path, FilterChain chain) throws IOException, ServletException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        admission.doFilter(new MockHttpServletRequest("GET", path), response, chain);
        return response;
    }
}
