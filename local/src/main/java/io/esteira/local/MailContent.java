package io.esteira.local;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A message taken apart: its first text, its first HTML and its attachments. */
final class MailContent {

    private static final int TEXT_LENGTH_MAX = 64 * 1024;

    private final MimeMessage message;
    private @Nullable String text;
    private @Nullable String html;
    private final List<Part> attachments = new ArrayList<>();

    private MailContent(MimeMessage message) {
        this.message = message;
    }

    static MailContent read(InputStream eml) throws IOException {
        try {
            MailContent content = new MailContent(new MimeMessage(Session.getInstance(new Properties()), eml));
            content.take(content.message);
            return content;
        } catch (MessagingException e) {
            throw new IOException("not a message", e);
        }
    }

    private void take(Part part) throws MessagingException, IOException {
        if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || part.getFileName() != null) {
            attachments.add(part);
        } else if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                take(inner);
            }
        } else if (text == null && part.isMimeType("text/plain")) {
            text = String.valueOf(part.getContent());
        } else if (html == null && part.isMimeType("text/html")) {
            html = String.valueOf(part.getContent());
        }
    }

    Mail summary(int number, List<String> envelopeRecipients, Instant receivedAt) throws IOException {
        try {
            String plain = text == null ? "" : text;
            return new Mail(
                    number,
                    recipients(envelopeRecipients),
                    addresses(message.getFrom()),
                    String.valueOf(message.getSubject() == null ? "" : message.getSubject()),
                    plain.length() > TEXT_LENGTH_MAX ? plain.substring(0, TEXT_LENGTH_MAX) : plain,
                    attachmentNames(),
                    String.valueOf(message.getMessageID() == null ? "" : message.getMessageID()),
                    receivedAt);
        } catch (MessagingException e) {
            throw new IOException("unreadable headers", e);
        }
    }

    private String recipients(List<String> envelopeRecipients) throws MessagingException {
        return envelopeRecipients.isEmpty()
                ? addresses(message.getRecipients(Message.RecipientType.TO))
                : String.join(", ", envelopeRecipients);
    }

    private static String addresses(Address @Nullable [] addresses) {
        return addresses == null
                ? ""
                : Arrays.stream(addresses)
                        .map(address -> address instanceof InternetAddress internet
                                ? String.valueOf(internet.getAddress())
                                : address.toString())
                        .collect(Collectors.joining(", "));
    }

    List<String> attachmentNames() throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (Part attachment : attachments) {
                String name = attachment.getFileName();
                names.add(name == null ? "attachment" : MimeUtility.decodeText(name));
            }
        } catch (MessagingException e) {
            throw new IOException("unreadable attachment", e);
        }
        return names;
    }

    @Nullable
    String html() {
        return html;
    }

    /** The attachment's decoded bytes, or null where there is none of that index. */
    byte @Nullable [] attachment(int index) throws IOException {
        if (index < 0 || index >= attachments.size()) {
            return null;
        }
        try (InputStream bytes = attachments.get(index).getInputStream()) {
            return bytes.readAllBytes();
        } catch (MessagingException e) {
            throw new IOException("unreadable attachment", e);
        }
    }
}
