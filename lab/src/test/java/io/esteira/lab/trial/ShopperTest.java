package io.esteira.lab.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.esteira.contracts.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Against a server that plays the shop, and looks into the journal whenever somebody calls. */
class ShopperTest {

    @TempDir
    private Path directory;

    private final Clock clock = Clock.systemUTC();
    private final UUID id = UUID.randomUUID();
    private final List<Integer> answers = new ArrayList<>();
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final List<List<String>> journalAtCall = Collections.synchronizedList(new ArrayList<>());

    private HttpServer server;
    private Journal journal;
    private Pulse pulse;
    private FlowWatch flow;
    private Shops shops;
    private Load load;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        journal = new Journal(directory, clock);
        pulse = new Pulse(clock);
        flow = new FlowWatch("127.0.0.1:1", pulse, clock);
        shops = new Shops(List.of("http://127.0.0.1:" + server.getAddress().getPort()), "key");
        TrialSettings settings = new TrialSettings(1, 1, 1, directory, List.of(), 3, 1, true, false, false, Map.of());
        load = new Load(settings, new Shoppers(1, new Shelves(1)), shops, journal, pulse, flow, clock);
    }

    @AfterEach
    void stop() throws IOException {
        shops.close();
        flow.close();
        journal.close();
        server.stop(0);
    }

    @Test
    void eachAttemptIsInTheJournalBeforeItIsSent() throws IOException {
        answers.addAll(List.of(503, 201));
        new Shopper(load, wish(), clock.millis()).shop();

        assertThat(journalAtCall).hasSize(2);
        assertThat(kinds(journalAtCall.getFirst())).containsExactly("attempt");
        assertThat(kinds(journalAtCall.getLast())).containsExactly("attempt", "answer", "attempt");
        assertThat(kinds(Files.readAllLines(directory.resolve(Journal.FILE))))
                .containsExactly("attempt", "answer", "attempt", "answer");
    }

    @Test
    void repeatsUnderTheSameKeyUntilTheAnswerIsDefinite() throws IOException {
        answers.addAll(List.of(503, 0, 500, 201));
        new Shopper(load, wish(), clock.millis()).shop();

        assertThat(keys).containsOnly("key-1").hasSize(4);
        assertThat(pulse.accepted.sum()).isEqualTo(1);
        assertThat(pulse.failures.sum()).isEqualTo(3);
        assertThat(flow.inFlight()).isEqualTo(1);
        List<JsonNode> lines = Files.readAllLines(directory.resolve(Journal.FILE)).stream()
                .map(line -> Json.mapper().readTree(line))
                .toList();
        assertThat(lines)
                .filteredOn(line -> line.path("kind").asString().equals("failure"))
                .hasSize(1);
        assertThat(lines.getLast().path("id").asString()).isEqualTo(id.toString());
        assertThat(lines.getLast().path("total").path("amount").asString()).isEqualTo("9.90");
    }

    @Test
    void aRefusalIsDefinite() {
        answers.add(422);
        new Shopper(load, wish(), clock.millis()).shop();
        assertThat(keys).hasSize(1);
        assertThat(pulse.refused.sum()).isEqualTo(1);
        assertThat(flow.inFlight()).isZero();
    }

    private static Wish wish() {
        return new Wish(
                "key-1",
                "buyer-1@trial.example",
                Shoppers.APPROVED,
                List.of(new Wish.Item("P-01", 1)),
                Wish.Repeats.ONCE,
                false);
    }

    /** 0 hangs up without a word. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            journalAtCall.add(Files.readAllLines(directory.resolve(Journal.FILE)));
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            int status = answers.get(keys.size() - 1);
            if (status == 0) {
                return;
            }
            byte[] body = (status == 201
                            ? "{\"id\":\"" + id
                                    + "\",\"number\":\"0000-0000-0000-0001\",\"total\":{\"currency\":\"BRL\",\"amount\":\"9.90\"}}"
                            : "{\"title\":\"No\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static List<String> kinds(List<String> lines) {
        return lines.stream()
                .map(line -> Json.mapper().readTree(line).path("kind").asString())
                .toList();
    }
}
