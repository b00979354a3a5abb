package io.esteira.lab.check;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What there is to judge by. The shop must be at rest: nothing on its way, all faults healed.
 *
 * @param journal what the clients wrote before each attempt and after each answer, JSON lines
 * @param mails what arrived in the mailboxes, JSON lines; null where nobody collected them
 */
public record Evidence(
        Path journal, @Nullable Path mails, String bootstrapServers, String jdbcUrl, String user, String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "Evidence[" + journal + ", " + mails + ", " + bootstrapServers + ", " + jdbcUrl + ", " + user + "]";
    }
}
