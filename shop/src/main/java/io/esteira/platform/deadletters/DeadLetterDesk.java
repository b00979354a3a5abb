package io.esteira.platform.deadletters;

import io.esteira.platform.deadletters.Plan.Step;
import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.DeadLetter.Outcome;
import io.esteira.platform.kafka.DeadLetters;
import io.esteira.platform.kafka.RecordSource;
import io.esteira.platform.kafka.Redrive;
import io.esteira.platform.kafka.Redrive.Action;
import io.esteira.platform.kafka.TopicWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Where people look at what was parked, and have it handed back or dismissed. Nothing is decided here: the consumer that
 * parked a record takes it up again, in its turn, and tells by the dead-letter topic what became of it.
 */
public final class DeadLetterDesk {

    /** So many letters are handed back at a time. */
    static final int AT_ONCE_MAX = 2_000;

    private final DeadLetterTable table;
    private final TransactionOperations transactions;
    private final TopicWriter writer;
    private final DeadLetters letters;

    DeadLetterDesk(DeadLetterTable table, TransactionOperations transactions, TopicWriter writer, DeadLetters letters) {
        this.table = table;
        this.transactions = transactions;
        this.writer = writer;
        this.letters = letters;
    }

    public List<ParkedLetter> list(LetterQuery query) {
        return table.list(query);
    }

    public Optional<ParkedLetter> find(long id) {
        return table.find(id);
    }

    /** The first of its queue, if that is another one: nothing moves before it does. */
    public Optional<ParkedLetter> inFrontOf(ParkedLetter letter) {
        String queue = letter.letter().queue();
        if (queue == null || !letter.state().isOpen()) {
            return Optional.empty();
        }
        return table.openIn(letter.letter().consumer(), List.of(queue)).stream()
                .findFirst()
                .filter(first -> first.id() != letter.id());
    }

    public List<LetterAction> actions(long id) {
        return table.actions(id);
    }

    public List<KindCount> kinds() {
        return table.kinds();
    }

    /** How many wait for somebody. */
    public long open() {
        return table.open();
    }

    /**
     * What {@code action} would do. Whoever hands a record back means those behind it, too: nothing is wrong with them.
     * Once a record is dismissed, those behind it go on without it.
     */
    public Plan plan(Selection selection, Action action) {
        List<ParkedLetter> meant = switch (selection) {
            case Selection.OfKind(String consumer, String kind) -> table.openOfKind(consumer, kind, AT_ONCE_MAX + 1);
            case Selection.Those(String consumer, List<Long> ids) -> table.openAmong(consumer, ids);
        };
        boolean more = meant.size() > AT_ONCE_MAX;
        if (more) {
            meant = meant.subList(0, AT_ONCE_MAX);
        }
        Set<Long> ids = meant.stream().map(ParkedLetter::id).collect(Collectors.toSet());
        List<Step> steps = new ArrayList<>();
        List<ParkedLetter> waiting = new ArrayList<>();
        List<ParkedLetter> impossible = new ArrayList<>();
        Map<String, List<ParkedLetter>> queues = queuesOf(selection.consumer(), meant);
        Set<String> seen = new HashSet<>();
        for (ParkedLetter each : meant) {
            String queue = each.letter().queue();
            if (queue == null) {
                if (action == Action.AGAIN && !each.canBeHandedBack()) {
                    impossible.add(each);
                } else {
                    steps.add(new Step(each, action));
                }
            } else if (seen.add(queue)) {
                inQueue(queues.getOrDefault(queue, List.of(each)), ids, action, steps, waiting, impossible);
            }
        }
        return new Plan(steps, waiting, impossible, more);
    }

    private Map<String, List<ParkedLetter>> queuesOf(String consumer, List<ParkedLetter> meant) {
        Set<String> names = meant.stream()
                .map(each -> each.letter().queue())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<String, List<ParkedLetter>> queues = new LinkedHashMap<>();
        for (ParkedLetter each : names.isEmpty() ? List.<ParkedLetter>of() : table.openIn(consumer, names)) {
            queues.computeIfAbsent(String.valueOf(each.letter().queue()), ignored -> new ArrayList<>())
                    .add(each);
        }
        return queues;
    }

    private static void inQueue(
            List<ParkedLetter> queue,
            Set<Long> meant,
            Action action,
            List<Step> steps,
            List<ParkedLetter> waiting,
            List<ParkedLetter> impossible) {
        // Only from the front can a queue move on.
        boolean moves = meant.contains(queue.getFirst().id());
        for (ParkedLetter each : queue) {
            boolean isMeant = meant.contains(each.id());
            if (action == Action.DISMISS && isMeant) {
                steps.add(new Step(each, Action.DISMISS));
            } else if (moves && !each.canBeHandedBack()) {
                impossible.add(each);
                moves = false;
            } else if (moves) {
                steps.add(new Step(each, Action.AGAIN));
            } else if (isMeant) {
                waiting.add(each);
            }
        }
    }

    /** Does what {@link #plan} said, as far as it still holds. */
    public Plan carryOut(Selection selection, Action action, String by) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Plan plan = plan(selection, action);
            plan.steps()
                    .forEach(step ->
                            table.handedBack(step.letter().id(), step.action().name(), by));
            List<CompletableFuture<RecordMetadata>> sent =
                    inOrderOfSending(plan.steps()).map(step -> send(step, by)).toList();
            sent.forEach(writer::await);
            return plan;
        }));
    }

    /** What is dismissed, from the back: what waits goes on as soon as nothing is left in front of it. Then the others. */
    private static Stream<Step> inOrderOfSending(List<Step> steps) {
        return Stream.concat(
                steps.reversed().stream().filter(step -> step.action() == Action.DISMISS),
                steps.stream().filter(step -> step.action() == Action.AGAIN));
    }

    private CompletableFuture<RecordMetadata> send(Step step, String by) {
        ParkedLetter parked = step.letter();
        DeadLetter letter = parked.letter();
        if (RecordSource.parse(letter.source()).isEmpty()) {
            // It never was a record: no consumer holds anything back for it, and none would answer.
            return letters.tell(
                    parked.topic(),
                    parked.recordedAt().toEpochMilli(),
                    parked.keyText(),
                    parked.valueBytes(),
                    parked.headers(),
                    letter.ended(Outcome.DISMISSED, by, Instant.now()));
        }
        return writer.send(new Redrive(letter, step.action(), by)
                .record(
                        parked.keyText(),
                        parked.valueBytes(),
                        parked.headers(),
                        parked.recordedAt().toEpochMilli()));
    }
}
