package io.esteira.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.TooMuchDataException;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server on loopback that delivers to nobody: every message stays in {@code <data>/mailbox}. */
public final class LocalMailbox implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalMailbox.class);
    private static final int MESSAGE_BYTES_MAX = 32 * 1024 * 1024;

    private final SMTPServer server;
    private final MailStore store;

    private LocalMailbox(SMTPServer server, MailStore store) {
        this.server = server;
        this.store = store;
    }

    public static LocalMailbox start(Path data) throws IOException {
        MailStore store = MailStore.open(data.resolve("mailbox"));
        SMTPServer server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .insertReceivedHeaders(false)
                .maxMessageSize(MESSAGE_BYTES_MAX)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .messageHandlerFactory(context -> new Arrival(store))
                .build();
        server.start();
        return new LocalMailbox(server, store);
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return server.getPortAllocated();
    }

    /** Every message so far, oldest first. */
    public List<Mail> mails() {
        return store.all();
    }

    Optional<MailContent> content(int number) throws IOException {
        return store.content(number);
    }

    @Override
    public void close() {
        server.stop();
    }

    /** One message on its way in; the client gets its 250 when {@link #data} returns. */
    private static final class Arrival implements MessageHandler {

        private final MailStore store;
        private final List<String> recipients = new ArrayList<>();

        Arrival(MailStore store) {
            this.store = store;
        }

        @Override
        public void from(String from) {
            // The header's sender is the one that people see.
        }

        @Override
        public void recipient(String recipient) {
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws RejectException, TooMuchDataException, IOException {
            byte[] eml = data.readNBytes(MESSAGE_BYTES_MAX + 1);
            if (eml.length > MESSAGE_BYTES_MAX) {
                throw new TooMuchDataException("a message has at most " + MESSAGE_BYTES_MAX + " bytes here");
            }
            try {
                return "Ok: message " + store.add(recipients, eml).number();
            } catch (IOException e) {
                log.warn("A message could not be kept", e);
                throw new RejectException(451, "the message could not be kept");
            }
        }

        @Override
        public void done() {
            // Everything happened before the answer.
        }
    }
}
