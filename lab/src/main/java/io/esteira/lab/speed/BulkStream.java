package io.esteira.lab.speed;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One {@code POST /api/orders/batch} of as many lines as go into its time: one thread sends, another reads answers as they
 * come.
 */
final class BulkStream {

    private static final int LINES_PER_CHUNK = 64;
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int STATUS_FROM = "HTTP/1.1 ".length();
    private static final int STATUS_TO = STATUS_FROM + 3;
    private static final int OK = 200;
    private static final byte[] CREATED = ascii("\"status\":201");
    private static final byte[] ID = ascii("\"id\":\"");
    private static final int ID_LENGTH = 36;

    private final int port;
    private final String apiKey;
    private final String run;
    private final List<byte[]> bodies;
    private final AtomicLong numbers;
    private final long untilNanos;

    final OrderIds accepted = new OrderIds();
    long failed;
    int status;

    @Nullable
    String firstFailure;

    BulkStream(int port, String apiKey, String run, List<byte[]> bodies, AtomicLong numbers, long untilNanos) {
        this.port = port;
        this.apiKey = apiKey;
        this.run = run;
        this.bodies = bodies;
        this.numbers = numbers;
        this.untilNanos = untilNanos;
    }

    /** @param linesMax ends it even before its time */
    void run(long linesMax) throws IOException, InterruptedException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread sending = Thread.ofPlatform().daemon().name("bulk-send").start(() -> send(socket, linesMax));
        try {
            read(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
        } finally {
            // Before the join: whoever is refused in the midst of sending would send for ever.
            socket.close();
            sending.join();
        }
    }

    private void send(Socket socket, long linesMax) {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
            out.write(
                    ascii("POST /api/orders/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\n"
                            + "Accept: application/x-ndjson\r\nAuthorization: Bearer " + apiKey
                            + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"));
            for (long sent = 0; sent < linesMax && System.nanoTime() < untilNanos; ) {
                int lines = (int) Math.min(LINES_PER_CHUNK, linesMax - sent);
                chunk(out, lines);
                sent += lines;
            }
            out.write(ascii("0\r\n\r\n"));
            out.flush();
        } catch (IOException e) {
            // Whoever reads notices it too, and knows what the server said.
        }
    }

    private void chunk(OutputStream out, int lines) throws IOException {
        byte[][] parts = new byte[2 * lines][];
        int length = 0;
        for (int i = 0; i < lines; i++) {
            long number = numbers.getAndIncrement();
            parts[2 * i] = ascii("{\"idempotencyKey\":\"" + run + "-" + number + "\",\"order\":");
            parts[2 * i + 1] = bodies.get((int) (number % bodies.size()));
            length += parts[2 * i].length + parts[2 * i + 1].length;
        }
        out.write(ascii(Integer.toHexString(length) + "\r\n"));
        for (byte[] part : parts) {
            out.write(part);
        }
        out.write(ascii("\r\n"));
    }

    private void read(InputStream in) throws IOException {
        String first = line(in);
        status = Integer.parseInt(first.substring(STATUS_FROM, STATUS_TO));
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            chunked |= header.equalsIgnoreCase("transfer-encoding: chunked");
        }
        if (status != OK) {
            firstFailure = first;
            return;
        }
        Answers answers = new Answers();
        if (!chunked) {
            // So few answers that the server knew their length; it closes after them.
            byte[] all = in.readAllBytes();
            answers.add(all, all.length);
            return;
        }
        byte[] chunk = new byte[BUFFER_BYTES];
        while (true) {
            int size = Integer.parseInt(line(in), 16);
            if (size == 0) {
                return;
            }
            chunk = chunk.length < size ? new byte[size] : chunk;
            if (in.readNBytes(chunk, 0, size) < size) {
                throw new EOFException("The server broke off a batch");
            }
            answers.add(chunk, size);
            line(in);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The server broke off a batch");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** Lines, wherever chunks begin and end. */
    private final class Answers {
        private byte[] rest = new byte[BUFFER_BYTES];
        private int length;

        void add(byte[] bytes, int count) {
            if (length + count > rest.length) {
                rest = Arrays.copyOf(rest, Math.max(2 * rest.length, length + count));
            }
            System.arraycopy(bytes, 0, rest, length, count);
            length += count;
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (rest[i] == '\n') {
                    answered(rest, from, i);
                    from = i + 1;
                }
            }
            System.arraycopy(rest, from, rest, 0, length - from);
            length -= from;
        }
    }

    private void answered(byte[] bytes, int from, int to) {
        int id = indexOf(bytes, from, to, ID);
        if (indexOf(bytes, from, to, CREATED) >= 0 && id >= 0) {
            int at = id + ID.length;
            accepted.add(UUID.fromString(new String(bytes, at, ID_LENGTH, StandardCharsets.US_ASCII)));
        } else {
            failed++;
            if (firstFailure == null) {
                firstFailure = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            }
        }
    }

    private static int indexOf(byte[] bytes, int from, int to, byte[] what) {
        for (int i = from; i + what.length <= to; i++) {
            if (bytes[i] == what[0] && Arrays.equals(bytes, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        return -1;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
