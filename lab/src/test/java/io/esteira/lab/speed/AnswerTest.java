package io.esteira.lab.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final UUID ID = UUID.fromString("0b5c7d2e-89ab-8cde-9f01-23456789abcd");
    private static final String HEAD = "HTTP/1.1 201 \r\nLocation: /api/orders/" + ID + "\r\n";

    private final Answer answer = new Answer();

    @Test
    void isWholeWhenItsLengthIsReachedWhereverItIsCut() {
        String whole = HEAD + "Content-Length: 7\r\n\r\n{\"a\":1}";
        for (int cut = 0; cut < whole.length(); cut++) {
            answer.clear();
            assertThat(answer.add(bytes(whole.substring(0, cut)))).isFalse();
            assertThat(answer.add(bytes(whole.substring(cut)))).isTrue();
            tellsOfTheOrder();
            assertThat(answer.closes()).isFalse();
        }
    }

    @Test
    void isWholeAtItsLastChunkWhereverItIsCut() {
        String whole = HEAD
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n4\r\n{\"a\"\r\na\r\n:123456789\r\n0\r\n\r\n";
        for (int cut = 0; cut < whole.length(); cut++) {
            answer.clear();
            assertThat(answer.add(bytes(whole.substring(0, cut)))).isFalse();
            assertThat(answer.add(bytes(whole.substring(cut)))).isTrue();
            tellsOfTheOrder();
            assertThat(answer.closes()).isTrue();
        }
    }

    @Test
    void aProblemNamesNoOrder() {
        assertThat(answer.add(bytes("HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n")))
                .isTrue();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.namesOrder()).isFalse();
    }

    private void tellsOfTheOrder() {
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.namesOrder()).isTrue();
        assertThat(new UUID(answer.idHigh(), answer.idLow())).isEqualTo(ID);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
