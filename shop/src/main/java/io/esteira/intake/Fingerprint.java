package io.esteira.intake;

import io.esteira.contracts.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a client asked for, in 256 bits: tells a repetition from another wish under the same key. White space, the order
 * of fields and other ways to write the same leave it as it is; prices that we computed are not in it.
 */
record Fingerprint(String hex) {

    private static final int HEX_DIGITS = 64;

    /** @throws IllegalArgumentException if {@code hex} is no SHA-256 */
    Fingerprint {
        if (hex.length() != HEX_DIGITS) {
            throw new IllegalArgumentException("Not a fingerprint: " + hex);
        }
        var _ = HexFormat.of().parseHex(hex);
    }

    /** Absent fields are left out of what is hashed, so that old fingerprints outlive new optional fields. */
    static Fingerprint of(WantedOrder order) {
        try {
            byte[] canonical = Json.write(WantedOrder.class, order);
            return new Fingerprint(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
