package io.esteira.lab.trial;

import io.esteira.contracts.Json;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;
import tools.jackson.databind.node.ObjectNode;

/**
 * A mail server that keeps one line of each mail and none of its words. The line is written before the server says that
 * it took the mail. In between it hangs, refuses or forgets, as told.
 */
final class SmtpSink implements AutoCloseable {

    static final String FILE = "mails.jsonl";

    /** How it treats whoever has a mail for it. */
    enum Mood {
        GOOD,
        /** Says nothing, and takes nothing. */
        HANGS,
        /** 451: try again later. */
        REFUSES,
        /** Takes the mail and drops the line before it says so. */
        FORGETS
    }

    private static final Pattern NUMBER = Pattern.compile("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}");
    private static final Pattern TRANSITION = Pattern.compile("<[0-9a-f-]{36}\\.([a-z]+)@[^>]*>");
    private static final Pattern ATTACHMENT =
            Pattern.compile("^Content-Disposition:\\s*attachment.*|^\\s+filename.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE_NAME = Pattern.compile("filename\\*?=\"?([^\";]+)\"?", Pattern.CASE_INSENSITIVE);

    final LongAdder taken = new LongAdder();

    private final SMTPServer server;
    private final LineFile lines;
    private final Clock clock;
    private final Gate hanging = new Gate();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Mood mood = Mood.GOOD;

    SmtpSink(Path directory, Clock clock) throws IOException {
        this.clock = clock;
        this.lines = new LineFile(directory.resolve(FILE));
        this.server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .insertReceivedHeaders(false)
                .maxConnections(1_000)
                .executorService(threads)
                .messageHandlerFactory(context -> new Arrival())
                .build();
        server.start();
    }

    int port() {
        return server.getPortAllocated();
    }

    void mood(Mood fresh) {
        mood = fresh;
        if (fresh == Mood.HANGS) {
            hanging.close();
        } else {
            hanging.open();
        }
    }

    @Override
    public void close() throws IOException {
        mood(Mood.REFUSES);
        server.stop();
        threads.shutdownNow();
        lines.close();
    }

    private final class Arrival implements MessageHandler {

        private final List<String> recipients = new ArrayList<>();

        @Override
        public void from(String from) throws RejectException {
            waitIfHanging();
            if (mood == Mood.REFUSES) {
                throw new RejectException(451, "try again later");
            }
        }

        @Override
        public void recipient(String recipient) {
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            ObjectNode line = read(data);
            waitIfHanging();
            boolean forgets = mood == Mood.FORGETS;
            lines.write(forgets ? line.put("answered", false) : line);
            taken.increment();
            if (forgets) {
                throw new DropConnectionException(421, "goodbye");
            }
            return "Ok";
        }

        /** Whoever was kept waiting gave up long ago, so nothing of his is taken. */
        private void waitIfHanging() throws RejectException {
            if (!hanging.isClosed()) {
                return;
            }
            try {
                hanging.pass();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new DropConnectionException(421, "that took too long");
        }

        private ObjectNode read(InputStream data) throws IOException {
            InternetHeaders headers;
            try {
                headers = new InternetHeaders(data);
            } catch (MessagingException e) {
                throw new IOException("A mail without headers", e);
            }
            String subject = header(headers, "Subject");
            String messageId = header(headers, "Message-ID");
            ObjectNode line = Json.mapper()
                    .createObjectNode()
                    .put("at", clock.millis())
                    .put("to", String.join(",", recipients))
                    .put("subject", subject)
                    .put("messageId", messageId);
            Matcher number = NUMBER.matcher(subject);
            if (number.find()) {
                line.put("orderNumber", number.group());
            }
            Matcher transition = TRANSITION.matcher(messageId);
            if (transition.matches()) {
                line.put("transition", transition.group(1).toUpperCase(Locale.ROOT));
            }
            var attachments = line.putArray("attachments");
            attachments(data).forEach(attachments::add);
            return line;
        }

        private static String header(InternetHeaders headers, String name) throws IOException {
            String folded = headers.getHeader(name, null);
            return folded == null
                    ? ""
                    : MimeUtility.decodeText(MimeUtility.unfold(folded)).strip();
        }

        /** The rest of the mail, of which only the names of attachments are kept. */
        private static List<String> attachments(InputStream data) throws IOException {
            List<String> names = new ArrayList<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(data, StandardCharsets.ISO_8859_1));
            boolean inDisposition = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean continues = inDisposition && !line.isEmpty() && Character.isWhitespace(line.charAt(0));
                inDisposition = continues || ATTACHMENT.matcher(line).matches();
                Matcher name = FILE_NAME.matcher(line);
                if (inDisposition && name.find()) {
                    names.add(name.group(1));
                }
            }
            return names;
        }

        @Override
        public void done() {
            // Everything happened before the answer.
        }
    }
}
