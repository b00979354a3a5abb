package io.esteira.notifications;

import static io.esteira.notifications.MailsUnderTest.connection;
import static io.esteira.notifications.MailsUnderTest.settings;
import static io.esteira.notifications.MailsUnderTest.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What becomes of mails that cannot be sent. */
class MailTroubleTest {

    private final MailsUnderTest mails = new MailsUnderTest();

    @Test
    void triesAgainWithGrowingPausesAndGivesUpInTheEnd() throws IOException {
        mails.record.accept(List.of(Ordered.by(mails.email, "en").accepted()));
        NotificationSettings settings = settings(Map.of("give-up-after", "1h", "first-pause", "1m"));
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        SendMails send = mails.send(settings, () -> Instant.now().plus(later.get()));
        try (SmtpConnection connection = connection(portThatRefuses(), settings)) {
            List<Long> pauses = new ArrayList<>();
            for (int attempt = 1; attempt <= 3; attempt++) {
                assertThat(send.some(connection, () -> true)).isTrue();
                pauses.add(secondsUntilDue());
                assertThat(send.some(connection, () -> true)).isFalse();
                mails.jdbc
                        .sql("UPDATE notifications.messages SET due_at = now()")
                        .update();
            }
            assertThat(pauses).containsExactly(60L, 180L, 540L);
            later.set(Duration.ofHours(1));
            assertThat(send.some(connection, () -> true)).isTrue();
        }
        assertThat(mails.states()).containsExactly("DEAD");
        assertThat(mails.messages.count("DEAD")).isOne();
        assertThat(mails.jdbc
                        .sql("SELECT last_error FROM notifications.messages")
                        .query(String.class)
                        .single())
                .contains("MailConnectException");
    }

    @Test
    void givesUpAtOnceWhereNoAttemptCanSucceed() {
        mails.record.accept(List.of(
                Ordered.by("nobody at all", "en").accepted(),
                Ordered.by(mails.email, "en").accepted()));

        mails.whileWorking(
                Map.of(),
                () -> soon().untilAsserted(() -> {
                    assertThat(mails.messages.count("DEAD")).isOne();
                    assertThat(mails.messages.count("SENT")).isOne();
                }));
    }

    @Test
    void givesUpAtOnceWhereTheServerKnowsNoSuchAddress() throws Exception {
        mails.record.accept(List.of(Ordered.by(mails.email, "en").accepted()));
        NotificationSettings settings = settings(Map.of());
        try (RefusingServer server = new RefusingServer("550 5.1.1 No such user here");
                SmtpConnection connection = connection(server.port(), settings)) {
            assertThat(mails.send(settings, Instant::now).some(connection, () -> true))
                    .isTrue();
        }
        assertThat(mails.desk.page(null)).singleElement().satisfies(mail -> {
            assertThat(mail.about()).isEqualTo("accepted");
            assertThat(mail.cause()).contains("refuses the customer's address", "No such user here");
        });
    }

    @Test
    void triesAgainWhereTheServerRefusesForTheMoment() throws Exception {
        mails.record.accept(List.of(Ordered.by(mails.email, "en").accepted()));
        NotificationSettings settings = settings(Map.of());
        try (RefusingServer server = new RefusingServer("450 4.2.1 Come back later");
                SmtpConnection connection = connection(server.port(), settings)) {
            assertThat(mails.send(settings, Instant::now).some(connection, () -> true))
                    .isTrue();
        }
        assertThat(mails.states()).containsExactly("DUE");
        assertThat(mails.desk.triedAgain()).isOne();
        assertThat(mails.desk.givenUp()).isZero();
    }

    @Test
    void sendsAgainWhatWasGivenUpOnceSomebodyWishesIt() {
        Ordered one = Ordered.by(mails.email, "en");
        Ordered other = Ordered.by(mails.email, "en");
        Ordered third = Ordered.by(mails.email, "en");
        mails.record.accept(List.of(one.accepted(), other.accepted(), third.accepted()));
        mails.messages
                .take(3, Duration.ofMinutes(1))
                .forEach(mail -> mails.messages.dead(mail.id(), "SocketException: gone"));
        List<MailDesk.GivenUp> givenUp = mails.desk.page(null);
        assertThat(givenUp)
                .extracting(MailDesk.GivenUp::order)
                .containsExactlyInAnyOrder(one.id(), other.id(), third.id());
        assertThat(mails.desk.page(givenUp.getFirst().id())).isEqualTo(givenUp.subList(1, 3));

        assertThat(mails.desk.sendAgain(givenUp.getFirst().id(), "ana")).isTrue();
        assertThat(mails.desk.sendAgain(givenUp.getFirst().id(), "ana")).isFalse();
        assertThat(mails.desk.givenUp()).isEqualTo(2);
        assertThat(mails.desk.sendAllAgain("ana")).isEqualTo(2);
        mails.whileWorking(
                Map.of(),
                () -> soon().untilAsserted(() -> assertThat(mails.arrived()).hasSize(3)));
        assertThat(mails.states()).containsExactly("SENT");
        assertThat(mails.desk.sendAllAgain("ana")).isZero();
    }

    @Test
    void takesOverWhatADeadProcessHadTaken() {
        mails.record.accept(List.of(Ordered.by(mails.email, "en").accepted()));
        assertThat(mails.messages.take(10, Duration.ofHours(1))).hasSize(1);
        assertThat(mails.messages.take(10, Duration.ofHours(1))).isEmpty();

        mails.jdbc.sql("UPDATE notifications.messages SET due_at = now()").update(); // the lease ends
        mails.whileWorking(
                Map.of(),
                () -> soon().untilAsserted(() -> assertThat(mails.arrived()).hasSize(1)));
    }

    private static int portThatRefuses() throws IOException {
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closedAtOnce.getLocalPort();
        }
    }

    private long secondsUntilDue() {
        return mails.jdbc
                .sql("SELECT round(extract(epoch FROM due_at - now())) FROM notifications.messages")
                .query(Long.class)
                .single();
    }
}
