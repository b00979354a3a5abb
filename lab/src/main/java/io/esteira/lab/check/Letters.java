package io.esteira.lab.check;

import static io.esteira.lab.check.Invariant.I6;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What customers were told: one row for each message, and at least one letter for each row.
 *
 * <p>A second letter is fair only where a mail server may have forgotten that it took the first, or a process may have
 * died or found no database before it could write so down: if something was broken, or had been not long before, when
 * the copy came, or when the one before it did, for where many letters wait the copy waits too. Such copies are a figure;
 * others are a breach.
 */
final class Letters {

    /** A letter whose worker died goes out again when the worker's lease has ended, and its retries are paused. */
    static final long COPIES_AFTER_MILLIS = 300_000;

    private static final Pattern MESSAGE_ID =
            Pattern.compile("<?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\.([a-z]+)@.*");
    private static final int BITS = 6;
    private static final int COPIES_MAX = (1 << BITS) - 1;

    /** What customers hear of, and the place of its bits in both columns. */
    private enum Told {
        ACCEPTED(0),
        CONFIRMED(1),
        REJECTED(2),
        CANCELLED(3),
        EXPIRED(4);

        final int mark;
        final int shift;

        Told(int place) {
            mark = 1 << place;
            shift = BITS * place;
        }

        static @Nullable Told of(String name) {
            for (Told told : values()) {
                if (told.name().equalsIgnoreCase(name)) {
                    return told;
                }
            }
            return null;
        }

        static @Nullable Told of(Standing standing) {
            return switch (standing) {
                case CONFIRMED, SHIPPED, DELIVERED -> CONFIRMED;
                case REJECTED -> REJECTED;
                case CANCELLED -> CANCELLED;
                case EXPIRED -> EXPIRED;
                case NOWHERE, PENDING, AWAITING_PAYMENT -> null;
            };
        }
    }

    private final Orders orders;
    private final Journal journal;
    private final Findings findings;
    private final Ints rows = new Ints();
    private final Ints copies = new Ints();
    private final Ints latestWhileBroken = new Ints();
    private boolean collected;
    private @Nullable Map<Long, Integer> byNumber;

    Letters(Orders orders, Journal journal, Findings findings) {
        this.orders = orders;
        this.journal = journal;
        this.findings = findings;
    }

    void read(Reading reading, Sources sources) {
        findings.figure("messages", 0);
        reading.table(Table.MESSAGES, I6, this::row);
        collected = sources.hasMails();
        if (collected) {
            findings.figure("mails", 0);
            findings.figure("mails, second copies", 0);
            sources.mails(this::mail);
        }
    }

    private void row(Row row) {
        findings.checked(I6);
        findings.count("messages");
        UUID id = row.id("order_id");
        Told told = Told.of(row.text("transition"));
        int order = orders.placed(id);
        if (order == Index.NONE || told == null || !row.text("channel").equals("mail")) {
            findings.breach(
                    I6,
                    id.toString(),
                    "a message nobody expects: " + row.text("transition") + " by " + row.text("channel"));
            return;
        }
        if (rows.has(order, told.mark)) {
            breach(order, "has two messages for " + told);
        }
        rows.mark(order, told.mark);
        if (!row.text("status").equals("SENT")) {
            breach(order, "its message for " + told + " is " + row.text("status"));
        }
    }

    private void mail(Document mail) {
        findings.count("mails");
        Told told = null;
        int order = Index.NONE;
        Matcher matcher = MESSAGE_ID.matcher(mail.textOr("messageId", ""));
        if (matcher.matches()) {
            order = orders.placed(UUID.fromString(matcher.group(1)));
            told = Told.of(matcher.group(2));
        } else if (mail.has("orderNumber") && mail.has("transition")) {
            order = byNumber(mail.text("orderNumber"));
            told = Told.of(mail.text("transition"));
        }
        if (order == Index.NONE || told == null) {
            findings.breach(
                    I6,
                    null,
                    "a mail nobody expects: " + mail.textOr("messageId", "") + " " + mail.textOr("subject", ""));
            return;
        }
        arrived(order, told, mail);
    }

    private void arrived(int order, Told told, Document mail) {
        int before = (copies.get(order) >>> told.shift) & COPIES_MAX;
        if (before < COPIES_MAX) {
            copies.set(order, copies.get(order) + (1 << told.shift));
        }
        boolean broken = journal.faults.explain(mail.number("at"), COPIES_AFTER_MILLIS);
        if (before > 0) {
            findings.count("mails, second copies");
            if (!broken && !latestWhileBroken.has(order, told.mark)) {
                breach(order, "a second mail for " + told + ", while nothing was broken");
            }
        }
        latestWhileBroken.mark(order, told.mark, broken);
        if (told == Told.CONFIRMED && mail.texts("attachments").isEmpty()) {
            breach(order, "its mail for CONFIRMED came without the invoice");
        }
    }

    private int byNumber(String number) {
        Map<Long, Integer> known = byNumber;
        if (known == null) {
            known = new HashMap<>();
            for (int row = 0; row < orders.size(); row++) {
                known.put(orders.number.get(row), row);
            }
            byNumber = known;
        }
        return known.getOrDefault(Hash.of(number), Index.NONE);
    }

    void judge() {
        for (int row = 0; row < orders.size(); row++) {
            Standing standing = orders.standing(row);
            if (standing != Standing.NOWHERE) {
                Told last = Told.of(standing);
                for (Told told : Told.values()) {
                    told(row, told, told == Told.ACCEPTED || told == last);
                }
            }
        }
    }

    private void told(int row, Told told, boolean expected) {
        boolean there = rows.has(row, told.mark);
        boolean came = ((copies.get(row) >>> told.shift) & COPIES_MAX) > 0;
        if (expected) {
            findings.checked(I6);
            if (!there) {
                breach(row, "has no message for " + told);
            } else if (collected && !came) {
                breach(row, "its message for " + told + " never arrived");
            }
        } else if (there || came) {
            breach(row, "was told " + told + " and is " + orders.standing(row));
        }
    }

    private void breach(int row, String text) {
        findings.breach(I6, orders.id(row), text);
    }
}
