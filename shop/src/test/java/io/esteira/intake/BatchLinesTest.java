package io.esteira.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.intake.BatchLines.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchLinesTest {

    private static final int LONGEST = 100_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64 * 1024, 1_000_000})
    void cutsTheSameLinesHoweverTheyArrive(int bytesAtOnce) throws IOException {
        String large = "x".repeat(LONGEST);
        String body = "a\n\nb\r\n \t\n" + large + "\n" + large + "x\ncç\n" + large.repeat(3) + "\nlast";
        assertThat(all(dripping(body, bytesAtOnce)))
                .containsExactly("1:a", "3:b\r", "5:" + large, "6:too long", "7:cç", "8:too long", "9:last");
    }

    @Test
    void thousandsOfLinesAreHandedOutInTurn() throws IOException {
        StringBuilder body = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 20_000; i++) {
            body.append("line ").append(i).append('\n');
            expected.add(i + ":line " + i);
        }
        assertThat(all(dripping(body.toString(), 1_000))).isEqualTo(expected);
    }

    @Test
    void whatHasArrivedDoesNotWaitForMore() throws IOException {
        InputStream never = InputStream.nullInputStream();
        never.close(); // read from now, it throws
        BatchLines lines =
                new BatchLines(new SequenceInputStream(new ByteArrayInputStream("a\nb\nc".getBytes(UTF_8)), never), 10);
        assertThat(lines.next()).extracting(BatchLinesTest::text).containsExactly("1:a", "2:b");
    }

    @Test
    void halfALineIsNoLineWhereTheBodyBrokeOff() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        BatchLines lines =
                new BatchLines(new SequenceInputStream(new ByteArrayInputStream("a\n{}".getBytes(UTF_8)), broken), 10);
        assertThat(lines.next()).extracting(BatchLinesTest::text).containsExactly("1:a");
        assertThatThrownBy(lines::next).isInstanceOf(IOException.class);
        assertThat(lines.begun()).isEqualTo(2);
    }

    @Test
    void anEmptyBodyHasNoLines() throws IOException {
        assertThat(all(dripping("", 1))).isEmpty();
        assertThat(all(dripping("\n\n", 1))).isEmpty();
    }

    private static List<String> all(InputStream body) throws IOException {
        BatchLines lines = new BatchLines(body, LONGEST);
        List<Line> all = new ArrayList<>();
        for (List<Line> next = lines.next(); !next.isEmpty(); next = lines.next()) {
            all.addAll(next);
        }
        // Only now: what was handed out must not be overwritten by what came after it.
        return all.stream().map(BatchLinesTest::text).toList();
    }

    private static String text(Line line) {
        ByteBuffer json = line.json();
        return line.number() + ":" + (json == null ? "too long" : UTF_8.decode(json.duplicate()));
    }

    private static InputStream dripping(String body, int bytesAtOnce) {
        return new ByteArrayInputStream(body.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, bytesAtOnce));
            }
        };
    }
}
