package io.esteira.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a body into its lines, as they arrive: never waits for a line while there is another to hand out, and never holds
 * more than the longest line and what the last read brought.
 */
final class BatchLines {

    private static final int BUFFER = 64 * 1024;
    private static final int AT_ONCE = 128;

    private final InputStream body;
    private final int longest;
    private byte[] buffer = new byte[BUFFER];
    private int start;
    private int searched;
    private int end;
    private long number;
    private boolean skipping;
    private boolean ended;

    /**
     * One line, without its end.
     *
     * @param number counted from 1
     * @param json null if it is longer than is read
     */
    record Line(long number, @Nullable ByteBuffer json) {}

    /** @param longest bytes of a line that is read */
    BatchLines(InputStream body, int longest) {
        this.body = body;
        this.longest = longest;
    }

    /**
     * Some lines, in order; those without anything in them are counted, but left out.
     *
     * @return none when the body has ended
     * @throws IOException if no more comes of a body that has not ended
     */
    List<Line> next() throws IOException {
        List<Line> lines = new ArrayList<>();
        while (true) {
            cut(lines);
            if (!lines.isEmpty() || ended) {
                return lines;
            }
            read();
        }
    }

    /** How many lines have begun. */
    long begun() {
        return number + 1;
    }

    private void cut(List<Line> lines) {
        while (lines.size() < AT_ONCE && searched < end) {
            if (buffer[searched] != '\n') {
                searched++;
                continue;
            }
            line(lines);
            searched++;
            start = searched;
        }
        if (searched < end) {
            return;
        }
        if (ended && start < end) {
            line(lines);
            start = end;
        } else if (!skipping && end - start > longest) {
            lines.add(new Line(number + 1, null));
            skipping = true;
        }
        if (skipping) {
            start = end;
        }
    }

    /** From {@code start} to {@code searched}. */
    private void line(List<Line> lines) {
        number++;
        if (skipping) {
            skipping = false;
        } else if (searched - start > longest) {
            lines.add(new Line(number, null));
        } else if (!isBlank()) {
            lines.add(new Line(number, ByteBuffer.wrap(buffer, start, searched - start)));
        }
    }

    private boolean isBlank() {
        for (int i = start; i < searched; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\r' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private void read() throws IOException {
        if (end == buffer.length) {
            makeRoom();
        }
        int read = body.read(buffer, end, buffer.length - end);
        if (read < 0) {
            ended = true;
        } else {
            end += read;
        }
    }

    /** A new buffer, for lines that were handed out still lie in the old one. */
    private void makeRoom() {
        int kept = end - start;
        int room = Math.max(BUFFER, Math.min(kept * 2, longest + BUFFER));
        buffer = Arrays.copyOfRange(buffer, start, start + room);
        searched -= start;
        start = 0;
        end = kept;
    }
}
