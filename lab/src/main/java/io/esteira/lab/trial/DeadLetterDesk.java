package io.esteira.lab.trial;

import io.esteira.contracts.Json;
import io.esteira.lab.Trouble;
import io.esteira.lab.trial.Shops.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does with parked records what staff would do: what was planted as poison is dismissed, and whatever else failed is
 * handed back once to who parked it. What only waits behind either goes on by itself; what does not, stays parked and is
 * the trial's trouble.
 */
final class DeadLetterDesk {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PAGE = 200;
    private static final int AT_ONCE = 500;
    private static final int SHOWN = 5;

    private final Shops shops;
    private final Set<String> poison;
    private int remaining;
    private String refusal = "";
    private final List<String> some = new ArrayList<>();
    private final Set<Long> handedBack = new HashSet<>();

    /** @param poison where it stands: {@code topic/partition/offset} */
    DeadLetterDesk(Shops shops, Set<String> poison) {
        this.shops = shops;
        this.poison = poison;
    }

    /**
     * Clears what is parked now. More may come to light behind it.
     *
     * @return how many there were
     */
    int clear() {
        Map<String, List<Long>> dismissed = new TreeMap<>();
        Map<String, List<Long>> redriven = new TreeMap<>();
        remaining = 0;
        refusal = "";
        some.clear();
        try {
            for (JsonNode letter : parked()) {
                remaining++;
                if (poison.contains(letter.path("source").asString(""))) {
                    add(letter, dismissed);
                } else {
                    if (hasFailed(letter) && handedBack.add(letter.path("id").asLong())) {
                        add(letter, redriven);
                    }
                    if (some.size() < SHOWN) {
                        some.add(letter.path("consumer").asString("") + " "
                                + letter.path("source").asString("") + ": "
                                + letter.path("reason").asString(""));
                    }
                }
            }
            dismissed.forEach((consumer, ids) -> act("dismiss", consumer, ids));
            redriven.forEach((consumer, ids) -> act("redrive", consumer, ids));
        } catch (Trouble e) {
            refusal = String.valueOf(e.getMessage());
        }
        return remaining;
    }

    /** Something is wrong with the record itself: it does not only wait. */
    private static boolean hasFailed(JsonNode letter) {
        return !letter.path("kind").asString("").endsWith("/Behind");
    }

    private static void add(JsonNode letter, Map<String, List<Long>> byConsumer) {
        byConsumer
                .computeIfAbsent(letter.path("consumer").asString(""), consumer -> new ArrayList<>())
                .add(letter.path("id").asLong());
    }

    private List<JsonNode> parked() {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            Answer answer = shops.insistGet(
                    "/api/dead-letters?state=PARKED&limit=" + PAGE + (cursor.isEmpty() ? "" : "&cursor=" + cursor),
                    PATIENCE);
            require(answer, "list");
            answer.body().path("deadLetters").forEach(all::add);
            cursor = answer.body().path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return all;
    }

    private void act(String verb, String consumer, List<Long> ids) {
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            ObjectNode wish = Json.mapper().createObjectNode().put("consumer", consumer);
            var wanted = wish.putArray("ids");
            ids.subList(from, Math.min(ids.size(), from + AT_ONCE)).forEach(wanted::add);
            require(
                    shops.insistPost(
                            "/api/dead-letters/" + verb, null, Json.mapper().writeValueAsBytes(wish), PATIENCE),
                    verb);
        }
    }

    private static void require(Answer answer, String verb) {
        if (!answer.isGood()) {
            throw new Trouble("Parked records: " + verb + " answers " + answer.status() + " " + answer.problem());
        }
    }

    Optional<String> trouble() {
        if (!refusal.isEmpty()) {
            return Optional.of(refusal);
        }
        return remaining == 0
                ? Optional.empty()
                : Optional.of(remaining + " records stay parked: " + String.join("; ", some));
    }
}
