package io.esteira.local;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One file for each message, and an index with a line for each, so that a start need not open thousands of messages.
 * Bodies of attachments are never kept in memory.
 */
final class MailStore {

    private static final Logger log = LoggerFactory.getLogger(MailStore.class);
    private static final Pattern FILE_NAME = Pattern.compile("(\\d{8})\\.eml");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path directory;
    private final Path index;
    private final List<Mail> mails = new ArrayList<>();

    private MailStore(Path directory) {
        this.directory = directory;
        this.index = directory.resolve("index.jsonl");
    }

    static MailStore open(Path directory) throws IOException {
        Files.createDirectories(directory);
        MailStore store = new MailStore(directory);
        store.load();
        return store;
    }

    /** On disk when it returns, and whole: a message cut off by a crash leaves no file that counts. */
    synchronized Mail add(List<String> recipients, byte[] eml) throws IOException {
        int number = mails.isEmpty() ? 1 : mails.getLast().number() + 1;
        Mail mail = MailContent.read(new ByteArrayInputStream(eml)).summary(number, recipients, Instant.now());
        Path fresh = directory.resolve("arriving.tmp");
        Files.write(fresh, eml);
        Files.move(fresh, file(number), StandardCopyOption.ATOMIC_MOVE);
        append(mail);
        mails.add(mail);
        return mail;
    }

    /** A copy, oldest first. */
    synchronized List<Mail> all() {
        return List.copyOf(mails);
    }

    Optional<MailContent> content(int number) throws IOException {
        Path file = file(number);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream eml = new BufferedInputStream(Files.newInputStream(file))) {
            return Optional.of(MailContent.read(eml));
        }
    }

    private Path file(int number) {
        return directory.resolve("%08d.eml".formatted(number));
    }

    private void append(Mail mail) throws IOException {
        Files.writeString(
                index,
                JSON.writeValueAsString(mail) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private void load() throws IOException {
        SortedMap<Integer, Mail> indexed = readIndex();
        SortedMap<Integer, Path> files = files();
        boolean complete = indexed.keySet().equals(files.keySet());
        indexed.keySet().retainAll(files.keySet());
        for (var file : files.entrySet()) {
            if (!indexed.containsKey(file.getKey())) {
                readAgain(file.getKey(), file.getValue()).ifPresent(mail -> indexed.put(mail.number(), mail));
            }
        }
        mails.addAll(indexed.values());
        if (!complete) {
            Files.deleteIfExists(index);
            for (Mail mail : mails) {
                append(mail);
            }
        }
    }

    private SortedMap<Integer, Mail> readIndex() throws IOException {
        SortedMap<Integer, Mail> indexed = new TreeMap<>();
        if (Files.exists(index)) {
            for (String line : Files.readAllLines(index)) {
                try {
                    Mail mail = JSON.readValue(line, Mail.class);
                    indexed.put(mail.number(), mail);
                } catch (JacksonException e) {
                    log.warn("Skipping a torn line of {}", index);
                }
            }
        }
        return indexed;
    }

    private SortedMap<Integer, Path> files() throws IOException {
        SortedMap<Integer, Path> files = new TreeMap<>();
        try (Stream<Path> listed = Files.list(directory)) {
            listed.forEach(file -> {
                Matcher name = FILE_NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    files.put(Integer.valueOf(name.group(1)), file);
                }
            });
        }
        return files;
    }

    private static Optional<Mail> readAgain(int number, Path file) throws IOException {
        try (InputStream eml = new BufferedInputStream(Files.newInputStream(file))) {
            Instant receivedAt = Files.getLastModifiedTime(file).toInstant();
            return Optional.of(MailContent.read(eml).summary(number, List.of(), receivedAt));
        } catch (IOException e) {
            log.warn("Leaving out {}", file, e);
            return Optional.empty();
        }
    }
}
