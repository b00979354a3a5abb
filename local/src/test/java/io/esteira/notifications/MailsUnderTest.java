package io.esteira.notifications;

import static org.awaitility.Awaitility.await;

import io.esteira.local.LocalStack;
import io.esteira.local.Mail;
import io.esteira.local.Patience;
import io.esteira.local.Platform;
import io.esteira.paper.InvoicePrinter;
import io.esteira.platform.text.Formats;
import io.esteira.platform.text.Templates;
import io.esteira.platform.web.SignedLinks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.core.ConditionFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mails of a test of its own: what is to be sent, those who send it, and what arrived. */
final class MailsUnderTest {

    /** On a database of their own, which all their tests share. */
    private static final Platform PLATFORM = started();

    final Platform platform = PLATFORM;
    final JdbcClient jdbc = platform.get(JdbcClient.class);
    final Messages messages = new Messages(jdbc);
    final MailDesk desk = new MailDesk(jdbc);
    final WakeUp wakeUp = new WakeUp();
    final RecordNotices record = new RecordNotices(messages, wakeUp);
    final String email = UUID.randomUUID() + "@example.com";

    private static Platform started() {
        Platform platform = Platform.start();
        LocalStack.get().beforeStop(platform::close);
        return platform;
    }

    /** There is nothing to send yet. */
    MailsUnderTest() {
        jdbc.sql("TRUNCATE notifications.messages").update();
    }

    static ConditionFactory soon() {
        return await().atMost(Patience.LONG);
    }

    void whileWorking(Map<String, Object> properties, Runnable story) {
        NotificationSettings settings = settings(properties);
        MailWorkers workers = new MailWorkers(
                send(settings, Instant::now),
                () -> connection(LocalStack.get().mailbox().port(), settings),
                wakeUp,
                settings);
        workers.start();
        try {
            story.run();
        } finally {
            workers.stop();
        }
    }

    static NotificationSettings settings(Map<String, Object> properties) {
        Map<String, Object> named = new HashMap<>();
        properties.forEach((name, value) -> named.put("esteira.notifications." + name, value));
        return new Binder(new MapConfigurationPropertySource(named))
                .bindOrCreate("esteira.notifications", NotificationSettings.class);
    }

    SendMails send(NotificationSettings settings, Supplier<Instant> now) {
        Mails mails = new Mails(
                platform.get(Templates.class),
                platform.get(MessageSource.class),
                new InvoicePrinter(platform.get(MessageSource.class), platform.get(Formats.class)),
                platform.get(SignedLinks.class)::url,
                settings.from(),
                "shop.example.com",
                settings.attachInvoices());
        return new SendMails(messages, mails, settings, now, new SimpleMeterRegistry());
    }

    static SmtpConnection connection(int port, NotificationSettings settings) {
        JavaMailSenderImpl server = new JavaMailSenderImpl();
        server.setHost("127.0.0.1");
        server.setPort(port);
        return new SmtpConnection(server, settings.smtpTimeout());
    }

    List<String> states() {
        return jdbc.sql("SELECT DISTINCT status FROM notifications.messages").query(String.class).list().stream()
                .map(String::valueOf)
                .toList();
    }

    List<Mail> arrived() {
        return LocalStack.get().mailbox().mails().stream()
                .filter(mail -> mail.to().contains(email))
                .toList();
    }
}
