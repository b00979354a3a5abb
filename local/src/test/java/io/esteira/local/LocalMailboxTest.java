package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

class LocalMailboxTest {

    static final byte[] PDF = "%PDF-1.7 not really".getBytes(StandardCharsets.US_ASCII);

    @Test
    void aMessageIsThereWhenTheSenderIsTold(@TempDir Path data) throws Exception {
        try (LocalMailbox mailbox = LocalMailbox.start(data)) {
            send(mailbox, "ana@example.com", "Pedido nº 1: confirmação");
            assertThat(mailbox.mails()).singleElement().satisfies(mail -> {
                assertThat(mail.number()).isEqualTo(1);
                assertThat(mail.to()).isEqualTo("ana@example.com");
                assertThat(mail.from()).isEqualTo("loja@example.com");
                assertThat(mail.subject()).isEqualTo("Pedido nº 1: confirmação");
                assertThat(mail.text().strip()).isEqualTo("Olá, Ana! ção");
                assertThat(mail.attachments()).containsExactly("nota-fiscal-é.pdf");
                assertThat(mail.messageId()).isNotBlank();
            });
            assertThat(data.resolve("mailbox").resolve("00000001.eml")).isNotEmptyFile();
        }
    }

    @Test
    void theNextStartHasThemAllAndCountsOn(@TempDir Path data) throws Exception {
        List<Mail> before;
        try (LocalMailbox mailbox = LocalMailbox.start(data)) {
            send(mailbox, "ana@example.com", "one");
            send(mailbox, "bia@example.com", "two");
            before = mailbox.mails();
        }
        try (LocalMailbox mailbox = LocalMailbox.start(data)) {
            assertThat(mailbox.mails()).isEqualTo(before);
            send(mailbox, "caio@example.com", "three");
            assertThat(mailbox.mails()).extracting(Mail::number).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aTornIndexIsMadeAgainFromTheMessages(@TempDir Path data) throws Exception {
        try (LocalMailbox mailbox = LocalMailbox.start(data)) {
            send(mailbox, "ana@example.com", "one");
            send(mailbox, "bia@example.com", "two");
        }
        Path index = data.resolve("mailbox").resolve("index.jsonl");
        byte[] whole = Files.readAllBytes(index);
        Files.write(index, Arrays.copyOf(whole, whole.length - 20), StandardOpenOption.TRUNCATE_EXISTING);
        Files.writeString(data.resolve("mailbox").resolve("arriving.tmp"), "cut off in the mid");
        try (LocalMailbox mailbox = LocalMailbox.start(data)) {
            assertThat(mailbox.mails()).extracting(Mail::subject).containsExactly("one", "two");
            assertThat(mailbox.mails()).extracting(Mail::to).containsExactly("ana@example.com", "bia@example.com");
        }
        assertThat(Files.readAllLines(index)).hasSize(2);
    }

    static void send(LocalMailbox mailbox, String to, String subject) throws Exception {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(mailbox.host());
        sender.setPort(mailbox.port());
        MimeMessage message = sender.createMimeMessage();
        MimeMessageHelper content = new MimeMessageHelper(message, true, "UTF-8");
        content.setFrom("loja@example.com");
        content.setTo(to);
        content.setSubject(subject);
        content.setText("Olá, Ana! ção", "<p>Olá, <b>Ana</b>!<script>alert(1)</script></p>");
        content.addAttachment("nota-fiscal-é.pdf", new ByteArrayResource(PDF), "application/pdf");
        sender.send(message);
    }
}
