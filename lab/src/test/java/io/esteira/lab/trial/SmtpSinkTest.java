package io.esteira.lab.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.contracts.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SmtpSinkTest {

    private static final String ORDER = "0b2f6f3e-6d0c-8a1b-9c2d-000000000001";
    private static final String MAIL = """
            From: shop@example.com\r
            To: buyer@example.com\r
            Subject: =?UTF-8?Q?O_seu_pedido_0F3K-7XYZ-12AB-9QRS?=\r
             =?UTF-8?Q?_est=C3=A1_confirmado?=\r
            Message-ID: <%s.confirmed@shop.example>\r
            Content-Type: multipart/mixed; boundary="x"\r
            \r
            --x\r
            Content-Type: text/plain\r
            \r
            A secret between the shop and its customer\r
            --x\r
            Content-Type: application/pdf\r
            Content-Disposition: attachment;\r
             filename="fatura-A-000001.pdf"\r
            \r
            JVBERi0=\r
            --x--\r
            .\r
            """.formatted(ORDER);

    @TempDir
    private Path directory;

    private SmtpSink sink;

    @BeforeEach
    void start() throws IOException {
        sink = new SmtpSink(directory, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        sink.close();
    }

    @Test
    void keepsOneLineOfAMailAndNoneOfItsWords() throws IOException {
        try (Client client = new Client()) {
            assertThat(client.send(MAIL)).startsWith("250");
        }
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.path("to").asString()).isEqualTo("buyer@example.com");
            assertThat(line.path("subject").asString()).contains("está confirmado");
            assertThat(line.path("orderNumber").asString()).isEqualTo("0F3K-7XYZ-12AB-9QRS");
            assertThat(line.path("messageId").asString()).contains(ORDER);
            assertThat(line.path("transition").asString()).isEqualTo("CONFIRMED");
            assertThat(line.path("attachments").path(0).asString()).isEqualTo("fatura-A-000001.pdf");
        });
        assertThat(Files.readString(directory.resolve(SmtpSink.FILE))).doesNotContain("secret");
    }

    @Test
    void whileItHangsNothingIsAnsweredAndNothingTaken() throws IOException {
        sink.mood(SmtpSink.Mood.HANGS);
        try (Client client = new Client()) {
            client.patienceMillis = 200;
            assertThatThrownBy(() -> client.send(MAIL)).isInstanceOf(SocketTimeoutException.class);
            sink.mood(SmtpSink.Mood.GOOD);
            client.patienceMillis = 30_000;
            assertThat(client.hear()).startsWith("421");
        }
        assertThat(lines()).isEmpty();
        try (Client client = new Client()) {
            assertThat(client.send(MAIL)).startsWith("250");
        }
        assertThat(lines()).hasSize(1);
    }

    @Test
    void whenItForgetsTheMailIsTakenAndNobodyIsTold() throws IOException {
        sink.mood(SmtpSink.Mood.FORGETS);
        try (Client client = new Client()) {
            assertThat(client.send(MAIL)).doesNotStartWith("250");
        }
        assertThat(lines())
                .singleElement()
                .satisfies(line ->
                        assertThat(line.path("answered").asBoolean(true)).isFalse());
    }

    @Test
    void whenItRefusesNothingIsTaken() throws IOException {
        sink.mood(SmtpSink.Mood.REFUSES);
        try (Client client = new Client()) {
            assertThat(client.send(MAIL)).startsWith("451");
        }
        assertThat(lines()).isEmpty();
    }

    private List<JsonNode> lines() throws IOException {
        return Files.readAllLines(directory.resolve(SmtpSink.FILE)).stream()
                .map(line -> Json.mapper().readTree(line))
                .toList();
    }

    private final class Client implements AutoCloseable {

        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), sink.port());
        private final BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        private int patienceMillis = 30_000;

        Client() throws IOException {
            hear();
        }

        /** The answer to the whole mail, or to the first word that was not welcome. */
        String send(String mail) throws IOException {
            for (String word : List.of(
                    "HELO trial\r\n",
                    "MAIL FROM:<shop@example.com>\r\n",
                    "RCPT TO:<buyer@example.com>\r\n",
                    "DATA\r\n")) {
                String answer = say(word);
                if (!answer.startsWith("2") && !answer.startsWith("3")) {
                    return answer;
                }
            }
            return say(mail);
        }

        private String say(String words) throws IOException {
            socket.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
            return hear();
        }

        String hear() throws IOException {
            socket.setSoTimeout(patienceMillis);
            return String.valueOf(in.readLine());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
