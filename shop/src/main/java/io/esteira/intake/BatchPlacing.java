package io.esteira.intake;

import io.esteira.intake.BatchLines.Line;
import io.esteira.intake.OrderIntake.Prices;
import io.esteira.platform.web.Explanation;
import io.esteira.platform.web.IdempotencyKey;
import io.esteira.platform.web.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Places some lines of a batch: sends all of them off, then waits for each. */
final class BatchPlacing {

    private static final int ANSWER_BYTES = 320;

    private final OrderIntake intake;
    private final BatchOrder.Reader reader;

    private record Begun(long line, @Nullable String key, Placing placing) {}

    BatchPlacing(OrderIntake intake, BatchOrder.Reader reader) {
        this.intake = intake;
        this.reader = reader;
    }

    /** The answers to all of {@code lines}, as JSON lines. */
    byte[] place(String client, Prices prices, List<Line> lines) {
        List<Begun> begun = new ArrayList<>(lines.size());
        for (Line line : lines) {
            begun.add(begin(client, prices, line));
        }
        ByteArrayOutputStream answers = new ByteArrayOutputStream(lines.size() * ANSWER_BYTES);
        // Where both were away for one, those behind it do not wait for the spool in vain, each in its turn.
        boolean detour = true;
        for (Begun each : begun) {
            BatchAnswer answer = settle(each, detour);
            detour &= answer.status() != HttpStatus.SERVICE_UNAVAILABLE.value();
            answers.writeBytes(answer.json());
        }
        return answers.toByteArray();
    }

    /** Never throws: what was begun before must be settled. */
    private Begun begin(String client, Prices prices, Line line) {
        ByteBuffer json = line.json();
        if (json == null) {
            return new Begun(
                    line.number(), null, refused(Problem.of(HttpStatus.CONTENT_TOO_LARGE, "The line is too long.")));
        }
        String key = null;
        try {
            BatchOrder order = reader.read(json);
            key = order.idempotencyKey();
            return new Begun(line.number(), key, intake.begin(client, IdempotencyKey.of(key), order.order(), prices));
        } catch (RuntimeException | Error e) {
            return new Begun(line.number(), key != null ? key : reader.keyOf(json), refused(Explanation.of(e)));
        }
    }

    private static Placing refused(Problem problem) {
        return _ -> {
            throw problem;
        };
    }

    private static BatchAnswer settle(Begun begun, boolean detour) {
        try {
            return BatchAnswer.accepted(
                    begun.line(), begun.key(), begun.placing().settle(detour));
        } catch (RuntimeException | Error e) {
            return BatchAnswer.refused(begun.line(), begun.key(), Explanation.of(e));
        }
    }
}
