package io.esteira.platform.deadletters;

import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.access.ApiClient;
import io.esteira.platform.deadletters.ParkedLetter.State;
import io.esteira.platform.kafka.RecordSource;
import io.esteira.platform.kafka.Redrive.Action;
import io.esteira.platform.web.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Parked records for operators' programs. */
@RestController
@ConditionalOnRole("staff")
class DeadLettersApi {

    private static final int IDS_MAX = 1_000;

    private final DeadLetterDesk desk;

    DeadLettersApi(DeadLetterDesk desk) {
        this.desk = desk;
    }

    /**
     * @param kind the topic and one word for why; with the consumer, what {@code redrive} and {@code dismiss} take
     * @param orderId whom it is of or holds back
     * @param behind the source of the record that it waits for
     */
    record LetterAnswer(
            String id,
            String consumer,
            String kind,
            String source,
            String topic,
            @Nullable Integer partition,
            @Nullable Long offset,
            @Nullable String key,
            @Nullable String orderId,
            String reason,
            int attempts,
            @Nullable String behind,
            State state,
            Instant parkedAt,
            @Nullable String endedBy) {

        static LetterAnswer of(ParkedLetter each) {
            Optional<RecordSource> source = RecordSource.parse(each.letter().source());
            return new LetterAnswer(
                    String.valueOf(each.id()),
                    each.letter().consumer(),
                    each.kind(),
                    each.letter().source(),
                    each.topic(),
                    source.map(RecordSource::partition).orElse(null),
                    source.map(RecordSource::offset).orElse(null),
                    each.keyText(),
                    each.orderId(),
                    each.letter().reason(),
                    each.letter().attempts(),
                    each.letter().behind(),
                    each.state(),
                    each.parkedAt(),
                    each.endedBy());
        }
    }

    record ListAnswer(
            List<LetterAnswer> deadLetters, @Nullable String nextCursor) {}

    /** @param kind or {@code ids}, one of them */
    record Wish(
            @Nullable String consumer,
            @Nullable String kind,
            @Nullable List<Long> ids,
            @Nullable Boolean dryRun) {}

    /** @param action {@code AGAIN} or {@code DISMISS} */
    record StepAnswer(
            String id,
            Action action,
            String source,
            @Nullable String orderId) {}

    /**
     * What happens, or would.
     *
     * @param steps in this order
     * @param waiting ids of those that wait for one in front of them that was not meant
     * @param impossible ids of those that can only be dismissed
     * @param more whether there are more of the kind: ask again
     */
    record PlanAnswer(
            boolean dryRun,
            int records,
            List<String> orders,
            List<StepAnswer> steps,
            List<String> waiting,
            List<String> impossible,
            boolean more) {}

    @GetMapping("/api/dead-letters")
    ListAnswer list(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String consumer,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "" + LetterQuery.DEFAULT_LIMIT) int limit) {
        LetterQuery query;
        try {
            query = new LetterQuery(
                    state.isEmpty() ? null : stateNamed(state),
                    consumer.isEmpty() ? null : consumer,
                    kind.isEmpty() ? null : kind,
                    cursor.isEmpty() ? null : Long.valueOf(cursor),
                    limit);
        } catch (NumberFormatException e) {
            throw Problem.of(HttpStatus.BAD_REQUEST, "That is no cursor of this list.");
        } catch (IllegalArgumentException e) {
            throw Problem.of(HttpStatus.BAD_REQUEST, e.getMessage() + ".");
        }
        List<ParkedLetter> found = desk.list(query);
        return new ListAnswer(
                found.stream().map(LetterAnswer::of).toList(),
                found.size() < limit ? null : String.valueOf(found.getLast().id()));
    }

    /** Hands records back to the consumer that parked them, with those behind them. */
    @PostMapping("/api/dead-letters/redrive")
    ResponseEntity<PlanAnswer> redrive(@AuthenticationPrincipal ApiClient client, @RequestBody Wish wish) {
        return act(wish, Action.AGAIN, client);
    }

    /** Decides that records are not needed; those behind them go on. */
    @PostMapping("/api/dead-letters/dismiss")
    ResponseEntity<PlanAnswer> dismiss(@AuthenticationPrincipal ApiClient client, @RequestBody Wish wish) {
        return act(wish, Action.DISMISS, client);
    }

    private ResponseEntity<PlanAnswer> act(Wish wish, Action action, ApiClient client) {
        Selection selection = selection(wish);
        if (Boolean.TRUE.equals(wish.dryRun())) {
            return ResponseEntity.ok(answer(desk.plan(selection, action), true));
        }
        return ResponseEntity.accepted().body(answer(desk.carryOut(selection, action, "api:" + client.name()), false));
    }

    private static Selection selection(Wish wish) {
        String consumer = wish.consumer();
        if (consumer == null || consumer.isBlank()) {
            throw Problem.unprocessable("/consumer", "REQUIRED", "Say which consumer parked them.");
        }
        String kind = wish.kind();
        List<Long> ids = wish.ids();
        if ((kind == null) == (ids == null)) {
            throw Problem.unprocessable("/kind", "REQUIRED", "Send either a kind or ids.");
        }
        if (kind != null) {
            return new Selection.OfKind(consumer, kind);
        }
        if (ids == null || ids.isEmpty() || ids.size() > IDS_MAX || ids.contains(null)) {
            throw Problem.unprocessable("/ids", "OUT_OF_RANGE", "Send 1 to " + IDS_MAX + " ids.");
        }
        return new Selection.Those(consumer, ids);
    }

    private static PlanAnswer answer(Plan plan, boolean dryRun) {
        return new PlanAnswer(
                dryRun,
                plan.steps().size(),
                plan.orders(),
                plan.steps().stream()
                        .map(step -> new StepAnswer(
                                String.valueOf(step.letter().id()),
                                step.action(),
                                step.letter().letter().source(),
                                step.letter().orderId()))
                        .toList(),
                plan.waiting().stream().map(each -> String.valueOf(each.id())).toList(),
                plan.impossible().stream()
                        .map(each -> String.valueOf(each.id()))
                        .toList(),
                plan.more());
    }

    private static State stateNamed(String name) {
        return Arrays.stream(State.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no state " + name));
    }
}
