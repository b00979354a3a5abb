package io.esteira.notifications;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mails are sent.
 *
 * @param from the sender's address, with or without a name
 * @param attachInvoices whether the printed invoice goes with the confirmation; its page has it in any case
 * @param workers mails at most that this process sends at a time; 0 leaves them to other processes
 * @param giveUpAfter a mail that fails is tried again for so long; RFC 5321, 4.5.4.1, wants four or five days
 * @param firstPause until the second attempt; each later pause is three times the one before
 * @param longestPause no pause is longer
 * @param pollInterval how often an idle worker looks for mails that other processes wrote or that are to be tried again
 * @param lease how long a worker may keep a mail; when its process died, another takes the mail after that
 * @param smtpTimeout the longest wait for a connection, and for each answer on it
 */
@ConfigurationProperties("esteira.notifications")
record NotificationSettings(
        @DefaultValue("Esteira Demo Store <shop@example.com>")
        String from,

        @DefaultValue("true") boolean attachInvoices,
        @DefaultValue("4") int workers,
        @DefaultValue("5d") Duration giveUpAfter,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("1h") Duration longestPause,
        @DefaultValue("500ms") Duration pollInterval,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("5s") Duration smtpTimeout) {

    private static final int GROWTH = 3;

    NotificationSettings {
        if (workers < 0 || giveUpAfter.isNegative()) {
            throw new IllegalArgumentException("esteira.notifications.workers and .give-up-after must not be below 0");
        }
    }

    /** How long to wait after {@code failed} attempts. */
    Duration pauseAfter(int failed) {
        Duration pause = firstPause;
        for (int i = 1; i < failed && pause.compareTo(longestPause) < 0; i++) {
            pause = pause.multipliedBy(GROWTH);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
