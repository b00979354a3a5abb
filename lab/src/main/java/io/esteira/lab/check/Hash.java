package io.esteira.lab.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Stands for a text where a million texts would not fit. */
final class Hash {

    /** Never 0, which stands for none. */
    static long of(String text) {
        return digest(text).getLong() | 1;
    }

    static UUID wide(String text) {
        ByteBuffer digest = digest(text);
        return new UUID(digest.getLong(), digest.getLong());
    }

    private static ByteBuffer digest(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private Hash() {}
}
