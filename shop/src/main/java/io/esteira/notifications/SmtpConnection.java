package io.esteira.notifications;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** One connection to the mail server of {@code spring.mail.*}, kept open between messages. For one thread. */
final class SmtpConnection implements AutoCloseable {

    private static final int PERMANENT = 500;

    private final JavaMailSenderImpl server;
    private final Session session;
    private @Nullable Transport transport;

    SmtpConnection(JavaMailSenderImpl server, Duration timeout) {
        this.server = server;
        Properties properties = new Properties();
        // Without these the protocol waits for ever. What spring.mail.properties says goes before.
        for (String protocol : new String[] {"smtp", "smtps"}) {
            for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
                properties.setProperty("mail." + protocol + "." + wait, String.valueOf(timeout.toMillis()));
            }
        }
        properties.put("mail.smtp.socketFactory", new PromptSockets());
        properties.putAll(server.getJavaMailProperties());
        this.session = Session.getInstance(properties);
    }

    Session session() {
        return session;
    }

    /**
     * Returns when the server has taken {@code message}. After a failure the next message gets a new connection.
     *
     * @throws Undeliverable if the server refuses the address for good
     */
    void send(MimeMessage message) throws MessagingException {
        try {
            open().sendMessage(message, message.getAllRecipients());
        } catch (SendFailedException e) {
            hangUp();
            throw refusal(e).<MessagingException>map(Undeliverable::new).orElse(e);
        } catch (MessagingException | RuntimeException e) {
            hangUp();
            throw e;
        }
    }

    /** What the server said, if it takes no mail for this address and never will (RFC 5321, 4.2.1: 5yz). */
    private static Optional<String> refusal(MessagingException failure) {
        for (Exception cause = failure; cause instanceof MessagingException; ) {
            if (cause instanceof SMTPAddressFailedException refused && refused.getReturnCode() >= PERMANENT) {
                return Optional.of("The mail server refuses the customer's address: "
                        + String.valueOf(refused.getMessage()).strip());
            }
            cause = ((MessagingException) cause).getNextException();
        }
        return Optional.empty();
    }

    private Transport open() throws MessagingException {
        Transport current = transport;
        if (current == null) {
            String protocol = server.getProtocol();
            current = session.getTransport(protocol != null ? protocol : JavaMailSenderImpl.DEFAULT_PROTOCOL);
            transport = current;
            current.connect(server.getHost(), server.getPort(), server.getUsername(), server.getPassword());
        }
        return current;
    }

    @Override
    public void close() {
        hangUp();
    }

    /** Ends the connection; the next message gets a new one. */
    void hangUp() {
        Transport current = transport;
        transport = null;
        if (current != null) {
            try {
                current.close();
            } catch (MessagingException e) {
                // It is gone either way.
            }
        }
    }
}
