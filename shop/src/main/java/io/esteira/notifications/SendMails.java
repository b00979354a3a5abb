package io.esteira.notifications;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the mails that are due, each on its own: a mail is marked as sent as soon as the server took it. Only a process
 * that dies between the two lets a customer get a second copy, with the same Message-ID.
 */
final class SendMails {

    private static final Logger log = LoggerFactory.getLogger(SendMails.class);

    /** Few, so that other workers have something to do too. */
    private static final int TAKEN_AT_ONCE = 8;

    private final Messages messages;
    private final Mails mails;
    private final NotificationSettings settings;
    private final Supplier<Instant> now;
    private final Counter sent;
    private final Counter failed;

    SendMails(
            Messages messages,
            Mails mails,
            NotificationSettings settings,
            Supplier<Instant> now,
            MeterRegistry meters) {
        this.messages = messages;
        this.mails = mails;
        this.settings = settings;
        this.now = now;
        this.sent = meters.counter("esteira.mails.sent");
        this.failed = meters.counter("esteira.mails.failures");
    }

    /**
     * Takes some mails that are due and sends them.
     *
     * @return whether there were any
     */
    boolean some(SmtpConnection connection, BooleanSupplier goOn) {
        Instant taken = now.get();
        List<DueMail> due = new ArrayList<>(messages.take(TAKEN_AT_ONCE, settings.lease()));
        boolean any = !due.isEmpty();
        // A mail begun in the lease's first half is done with before it ends, however slow the server's answers.
        Instant lastBegin = taken.plus(settings.lease().dividedBy(2));
        while (!due.isEmpty() && goOn.getAsBoolean() && now.get().isBefore(lastBegin)) {
            if (!send(due.removeFirst(), connection)) {
                break; // where one failed, the next may wait for a timeout too: let each have its own turn
            }
        }
        if (!due.isEmpty()) {
            messages.giveBack(due.stream().map(DueMail::id).toList());
        }
        return any;
    }

    private boolean send(DueMail mail, SmtpConnection connection) {
        try {
            connection.send(mails.compose(mail.notice(), connection.session()));
        } catch (Undeliverable e) {
            bury(mail, e);
            return true;
        } catch (MessagingException | RuntimeException e) {
            failed.increment();
            if (!now.get().isBefore(mail.triedSince().plus(settings.giveUpAfter()))) {
                bury(mail, e);
            } else {
                Duration pause = settings.pauseAfter(mail.attempt());
                log.info("Mail {} failed, for the {}. time: {}", mail.id(), mail.attempt(), e.toString());
                messages.retryAfter(mail.id(), pause, e.toString());
            }
            return false;
        }
        sent.increment();
        messages.sent(mail.id());
        return true;
    }

    private void bury(DueMail mail, Exception why) {
        log.warn(
                "Mail {} ({} of order {}) is given up: {}",
                mail.id(),
                mail.notice().transition().id(),
                mail.notice().orderId(),
                why.toString());
        messages.dead(mail.id(), why.toString());
    }
}
