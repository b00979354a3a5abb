package io.esteira.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.OrderId;
import io.esteira.local.LocalKafka;
import io.esteira.local.LocalStack;
import io.esteira.local.Patience;
import io.esteira.local.Platform;
import io.esteira.platform.kafka.DeadLetter.Outcome;
import io.esteira.platform.kafka.Redrive.Action;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of parked records that staff hands back. Each test reads in its own group. */
class HandingBackTest {

    private static final Duration PATIENCE = Patience.LONG;

    private static LocalKafka kafka;
    private static Platform platform;
    private static JdbcClient jdbc;

    private ParkingScene scene;
    private OrderId x;
    private OrderId y;

    @BeforeAll
    static void start() throws Exception {
        kafka = LocalKafka.start(LocalStack.get().newDirectory());
        platform = Platform.on(kafka.bootstrapServers());
        jdbc = platform.get(JdbcClient.class);
    }

    @AfterAll
    static void stopAll() {
        platform.close();
        kafka.close();
    }

    @BeforeEach
    void open() {
        scene = new ParkingScene(platform);
        x = scene.x;
        y = scene.y;
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void oneRecordThatFailsStopsItsOrderOnlyAndAfterTheFixAllIsAsIfNothingHadHappened() {
        scene.breakAt(2);
        scene.write(x, 1, 2, 3);
        scene.write(y, 1, 2, 3);
        scene.consume();
        Map<OrderId, List<Integer>> elsewhere = scene.consumeAs("parking-" + UUID.randomUUID());
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 2);
        scene.write(x, 4);
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 3);

        assertThat(scene.seen).containsOnly(entry(x, List.of(1)), entry(y, List.of(1, 2, 3)));
        List<DeadLetter> letters = scene.letters();
        assertThat(letters).extracting(DeadLetter::kind).containsExactly("ArithmeticException", "Behind", "Behind");
        assertThat(letters)
                .extracting(DeadLetter::behind)
                .containsExactly(
                        null, letters.getFirst().source(), letters.getFirst().source());
        assertThat(letters.getFirst().reason()).isEqualTo("java.lang.ArithmeticException: A bug");
        assertThat(letters.getFirst().attempts()).isEqualTo(4);
        assertThat(letters.getFirst().queue()).isEqualTo(x.toString());

        scene.breakAt(0);
        scene.handBack(Action.AGAIN, scene.parked());

        await().atMost(PATIENCE).until(() -> scene.rows().isEmpty());
        assertThat(scene.seen).containsOnly(entry(x, List.of(1, 2, 3, 4)), entry(y, List.of(1, 2, 3)));
        assertThat(scene.letters())
                .filteredOn(letter -> letter.outcome() == Outcome.DONE)
                .hasSize(3);
        scene.write(x, 5);
        await().atMost(PATIENCE).until(() -> scene.sequences(x).equals(List.of(1, 2, 3, 4, 5)));
        await().atMost(PATIENCE)
                .until(() -> elsewhere.getOrDefault(x, List.of()).size() == 5);
        assertThat(elsewhere).contains(entry(x, List.of(1, 2, 3, 4, 5)), entry(y, List.of(1, 2, 3)));
    }

    @Test
    void poisonHoldsBackItsOrderUntilItIsDismissed() {
        scene.write(x, 1);
        scene.poison(x.toString());
        scene.write(x, 2);
        scene.write(y, 1);
        scene.consume();
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 2);
        assertThat(scene.letters()).extracting(DeadLetter::kind).containsExactly("Unreadable", "Behind");
        assertThat(scene.seen.get(x)).containsExactly(1);
        assertThat(scene.parked().getFirst().value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"poison");

        scene.handBack(Action.DISMISS, List.of(scene.parked().getFirst()));
        scene.handBack(Action.AGAIN, List.of(scene.parked().getLast()));

        await().atMost(PATIENCE).until(() -> scene.rows().isEmpty());
        assertThat(scene.seen).containsOnly(entry(x, List.of(1, 2)), entry(y, List.of(1)));
        assertThat(scene.letters())
                .extracting(DeadLetter::outcome)
                .containsExactly(null, null, Outcome.DISMISSED, Outcome.DONE);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void whatParkedAfterStaffLookedGoesOnWithTheRecordInFrontOfIt(Action action) {
        scene.breakAt(1);
        scene.write(x, 1);
        scene.consume();
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 1);
        ConsumerRecord<String, byte[]> asStaffSawIt = scene.parked().getFirst();
        scene.write(x, 2, 3);
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 3);

        scene.breakAt(0);
        scene.handBack(action, List.of(asStaffSawIt));

        await().atMost(PATIENCE).until(() -> scene.rows().isEmpty());
        assertThat(scene.seen).containsOnly(entry(x, action == Action.AGAIN ? List.of(1, 2, 3) : List.of(2, 3)));
        assertThat(scene.letters().subList(3, 6))
                .extracting(DeadLetter::outcome)
                .containsExactly(action == Action.AGAIN ? Outcome.DONE : Outcome.DISMISSED, Outcome.DONE, Outcome.DONE);
        assertThat(scene.letters().getLast().by()).isEqualTo("staff:ana");
        scene.write(x, 4);
        await().atMost(PATIENCE).until(() -> scene.sequences(x).contains(4));
    }

    @Test
    void whatArrivesTogetherWithTheDismissalOfTheRecordInFrontOfItGoesOn() {
        scene.poison(x.toString());
        scene.consume();
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 1);
        scene.stopFirst();
        scene.write(x, 1, 2);
        scene.handBack(Action.DISMISS, scene.parked());

        scene.consume();

        await().atMost(PATIENCE)
                .until(() -> scene.sequences(x).size() == 2 && scene.rows().isEmpty());
        assertThat(scene.seen).containsOnly(entry(x, List.of(1, 2)));
    }

    @Test
    void whatWasLeftBehindByAProcessThatDiedInBetweenGoesOnWhenTheDismissalComesAgain() {
        scene.poison(x.toString());
        scene.write(x, 1, 2);
        scene.consume();
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 3);
        ConsumerRecord<String, byte[]> poison = scene.parked().getFirst();
        jdbc.sql("DELETE FROM parking.parked WHERE consumer = ? AND kind = 'Unreadable'")
                .param(scene.group)
                .update();

        scene.handBack(Action.DISMISS, List.of(poison));

        await().atMost(PATIENCE).until(() -> scene.rows().isEmpty());
        assertThat(scene.seen).containsOnly(entry(x, List.of(1, 2)));
    }

    @Test
    void whatGoesOnStopsAtTheNextThatFailsAndTriesItOnce() {
        scene.poison(x.toString());
        scene.write(x, 1, 2, 3);
        scene.consume();
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 4);
        List<ConsumerRecord<String, byte[]>> parked = scene.parked();

        scene.breakAt(2);
        scene.handBack(Action.DISMISS, parked.subList(0, 1));
        scene.handBack(Action.AGAIN, parked.subList(1, 4));
        scene.awaitAllHandedBackRead();

        assertThat(scene.seen).containsOnly(entry(x, List.of(1)));
        assertThat(scene.rows()).hasSize(2);
        assertThat(scene.letters())
                .filteredOn(letter -> letter.kind().equals("ArithmeticException"))
                .extracting(DeadLetter::attempts)
                .containsExactly(1);
        assertThat(scene.letters().getLast().behind())
                .isEqualTo(DeadLetter.of(parked.get(2).headers()).orElseThrow().source());
    }

    @Test
    void nothingComesOutOfItsTurnAndWhatFailsAgainKeepsItsPlace() {
        scene.breakAt(1);
        scene.write(x, 1, 2);
        scene.consume();
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 2);
        List<String> rows = scene.rows();
        List<ConsumerRecord<String, byte[]>> parked = scene.parked();

        scene.handBack(Action.AGAIN, List.of(parked.getLast()));
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 3);
        scene.handBack(Action.AGAIN, List.of(parked.getFirst()));
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 4);

        assertThat(scene.seen).isEmpty();
        assertThat(scene.rows()).isEqualTo(rows);
        assertThat(scene.letters()).extracting(DeadLetter::attempts).containsExactly(4, 0, 0, 5);
        assertThat(scene.letters().get(2).behind())
                .isEqualTo(scene.letters().getFirst().source());
    }

    @Test
    void handingBackTwiceIsAsOnce() {
        scene.breakAt(1);
        scene.write(x, 1, 2);
        scene.consume();
        await().atMost(PATIENCE).until(() -> scene.letters().size() == 2);
        List<ConsumerRecord<String, byte[]>> parked = scene.parked();

        scene.breakAt(0);
        scene.handBack(Action.AGAIN, parked);
        scene.handBack(Action.AGAIN, parked);
        scene.handBack(Action.DISMISS, parked);
        scene.write(x, 3);

        await().atMost(PATIENCE).until(() -> scene.sequences(x).contains(3));
        scene.awaitAllHandedBackRead();
        assertThat(scene.rows()).isEmpty();
        assertThat(scene.seen.get(x)).containsExactly(1, 2, 3);
        assertThat(scene.letters())
                .filteredOn(letter -> letter.outcome() == Outcome.DONE)
                .hasSize(2);
    }
}
