package io.esteira.lab.speed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An HTTP/1.1 response as it comes in; looks at no more of it than the load needs. */
final class Answer {

    private static final byte[] CONTENT_LENGTH = ascii("content-length:");
    private static final byte[] CHUNKED = ascii("transfer-encoding: chunked");
    private static final byte[] CLOSE = ascii("connection: close");
    private static final byte[] LOCATION = ascii("location:");
    private static final int STATUS_AT = 9;
    private static final int ID_LENGTH = 36;
    private static final int UNKNOWN = -1;

    private byte[] bytes = new byte[4096];
    private int length;
    private int bodyAt = UNKNOWN;
    private int contentLength = UNKNOWN;
    private boolean chunked;
    private boolean closes;
    private int idAt = UNKNOWN;

    void clear() {
        length = 0;
        bodyAt = UNKNOWN;
        contentLength = UNKNOWN;
        chunked = false;
        closes = false;
        idAt = UNKNOWN;
    }

    /** @return whether all of it is there now */
    boolean add(ByteBuffer in) {
        int more = in.remaining();
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
        in.get(bytes, length, more);
        length += more;
        if (bodyAt == UNKNOWN) {
            readHead();
        }
        return bodyAt != UNKNOWN && isBodyComplete();
    }

    private void readHead() {
        int line = 0;
        for (int i = 0; i + 1 < length; i++) {
            if (bytes[i] != '\r' || bytes[i + 1] != '\n') {
                continue;
            }
            if (i == line) {
                bodyAt = i + 2;
                return;
            }
            readLine(line, i);
            line = i + 2;
        }
    }

    private void readLine(int from, int to) {
        if (starts(from, to, CONTENT_LENGTH)) {
            contentLength =
                    Integer.parseInt(text(from + CONTENT_LENGTH.length, to).strip());
        } else if (starts(from, to, CHUNKED)) {
            chunked = true;
        } else if (starts(from, to, CLOSE)) {
            closes = true;
        } else if (starts(from, to, LOCATION)) {
            idAt = to - ID_LENGTH;
        }
    }

    private boolean starts(int from, int to, byte[] lowerCase) {
        if (to - from < lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            byte each = bytes[from + i];
            byte lower = each >= 'A' && each <= 'Z' ? (byte) (each + 32) : each;
            if (lower != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isBodyComplete() {
        if (!chunked) {
            return length >= bodyAt + Math.max(0, contentLength);
        }
        int at = bodyAt;
        while (true) {
            int lineEnd = lineEnd(at);
            if (lineEnd == UNKNOWN) {
                return false;
            }
            int size = Integer.parseInt(text(at, lineEnd).strip(), 16);
            at = lineEnd + 2 + size + 2;
            if (at > length) {
                return false;
            }
            if (size == 0) {
                return true;
            }
        }
    }

    private int lineEnd(int from) {
        for (int i = from; i + 1 < length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return UNKNOWN;
    }

    int status() {
        return 100 * digit(STATUS_AT) + 10 * digit(STATUS_AT + 1) + digit(STATUS_AT + 2);
    }

    private int digit(int at) {
        return bytes[at] - '0';
    }

    /** Whether the server closes the connection after it. */
    boolean closes() {
        return closes;
    }

    /** Whether its location ends in an order's id. */
    boolean namesOrder() {
        return idAt > 0;
    }

    long idHigh() {
        return (hex(idAt, 8) << 32) | (hex(idAt + 9, 4) << 16) | hex(idAt + 14, 4);
    }

    long idLow() {
        return (hex(idAt + 19, 4) << 48) | hex(idAt + 24, 12);
    }

    private long hex(int from, int digits) {
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            value = value << 4 | Character.digit(bytes[i], 16);
        }
        return value;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return text(0, length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
