package io.esteira.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Identifies an order wherever it is told of.
 *
 * <p>It is derived from the client and the client's idempotency key, so that a repeated request is the same order on
 * whichever machine it lands, with nothing to look up. The form is UUID version 8 (RFC 9562, section 5.8).
 */
public record OrderId(UUID value) implements Comparable<OrderId> {

    /** A request that is repeated no later than this after its order settled is surely the same order. */
    public static final Duration IDEMPOTENCY_WINDOW = Duration.ofDays(30);

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TEXT_LENGTH = 36;
    private static final int NUMBER_DIGITS = 16;
    private static final int DIGITS_PER_GROUP = 4;

    /** The id of the order that {@code client} asks for under {@code idempotencyKey}. */
    public static OrderId derive(String client, String idempotencyKey) {
        MessageDigest digest = sha256();
        digest.update(client.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(idempotencyKey.getBytes(StandardCharsets.UTF_8));
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        long high = (hash.getLong() & ~0xF000L) | 0x8000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new OrderId(new UUID(high, low));
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID */
    @JsonCreator
    public static OrderId of(String text) {
        // UUID.fromString takes more than UUIDs.
        if (text.length() != TEXT_LENGTH) {
            throw new IllegalArgumentException("Not an order id: " + text);
        }
        for (int i = 0; i < TEXT_LENGTH; i++) {
            char each = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? each != '-' : !HexFormat.isHexDigit(each)) {
                throw new IllegalArgumentException("Not an order id: " + text);
            }
        }
        return new OrderId(UUID.fromString(text));
    }

    /**
     * The number that people read: 80 of the id's bits in Crockford's base 32, four groups of four. The groups hold no
     * I, L, O or U, so that it survives a telephone call.
     */
    public String number() {
        // All of the low half (two bits of it are the variant's) and 16 bits of the high half beside the version's.
        long low = value.getLeastSignificantBits();
        long high = (value.getMostSignificantBits() & 0xFFFL) | ((value.getMostSignificantBits() >>> 4) & 0xF000L);
        StringBuilder digits = new StringBuilder(NUMBER_DIGITS + 3);
        for (int i = 0; i < NUMBER_DIGITS; i++) {
            if (i > 0 && i % DIGITS_PER_GROUP == 0) {
                digits.append('-');
            }
            int bit = 5 * (NUMBER_DIGITS - 1 - i);
            digits.append(CROCKFORD.charAt((int) (shiftRight(high, low, bit) & 31)));
        }
        return digits.toString();
    }

    private static long shiftRight(long high, long low, int bits) {
        if (bits == 0) {
            return low;
        }
        return bits >= Long.SIZE ? high >>> (bits - Long.SIZE) : (low >>> bits) | (high << (Long.SIZE - bits));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public int compareTo(OrderId other) {
        return value.compareTo(other.value);
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
