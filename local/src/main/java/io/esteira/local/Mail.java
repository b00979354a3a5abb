package io.esteira.local;

import java.time.Instant;
import java.util.List;

/**
 * What the mailbox remembers of a message without opening its file again.
 *
 * @param number counts from 1 in the order of arrival and names the file
 * @param attachments their names
 */
public record Mail(
        int number,
        String to,
        String from,
        String subject,
        String text,
        List<String> attachments,
        String messageId,
        Instant receivedAt) {

    public Mail {
        attachments = List.copyOf(attachments);
    }
}
