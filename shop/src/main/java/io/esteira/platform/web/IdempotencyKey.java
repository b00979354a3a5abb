package io.esteira.platform.web;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** By this a client says that two requests are one wish: 1 to 255 printable ASCII characters. */
public record IdempotencyKey(String value) {

    public static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 255;
    /** An RFC 8941 string: within quotes, only quotes and backslashes are escaped. */
    private static final Pattern QUOTED =
            Pattern.compile("\"(?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\"\\\\]){0,510}+\"");

    /** @throws Problem 400 if {@code key} cannot be a key */
    public static IdempotencyKey of(String key) {
        if (!isPrintable(key)) {
            throw malformed("Idempotency-Key must be 1 to 255 printable ASCII characters.");
        }
        return new IdempotencyKey(key);
    }

    /** @throws Problem 400 unless there is exactly one header, with a key, quoted or not */
    public static IdempotencyKey ofHeaders(List<String> headers) {
        if (headers.size() != 1) {
            throw malformed(
                    headers.isEmpty() ? "The header Idempotency-Key is required." : "Send one Idempotency-Key only.");
        }
        String header = headers.getFirst().strip();
        if (!header.startsWith("\"")) {
            return of(header);
        }
        if (!QUOTED.matcher(header).matches()) {
            throw malformed("Idempotency-Key is not a well-formed quoted string.");
        }
        return of(header.substring(1, header.length() - 1).replaceAll("\\\\([\"\\\\])", "$1"));
    }

    /** Without blanks at its ends. */
    private static boolean isPrintable(String key) {
        if (key.isEmpty() || key.length() > LONGEST || key.charAt(0) == ' ' || key.charAt(key.length() - 1) == ' ') {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) < ' ' || key.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static Problem malformed(String detail) {
        return Problem.of(HttpStatus.BAD_REQUEST, detail);
    }
}
