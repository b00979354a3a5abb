package io.esteira.lab.trial;

import io.esteira.lab.Trouble;
import io.esteira.lab.trial.Shops.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What the shop's own auditor says. It reads topics and tables continuously and knows nothing of shoppers; the checker
 * knows what shoppers were told. Where they differ, one of them is wrong.
 */
final class Auditor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration COMPLETE_WITHIN = Duration.ofMinutes(1);
    private static final long ASK_EVERY_MILLIS = 1_000;

    private final Shops shops;

    Auditor(Shops shops) {
        this.shops = shops;
    }

    /** @param content whether every invariant holds, as it sees them */
    record Opinion(boolean content, String words) {}

    /** Waits for a while until it has read everything. */
    Opinion opinion() {
        try {
            long deadlineNanos = System.nanoTime() + COMPLETE_WITHIN.toNanos();
            while (true) {
                Answer answer = shops.insistGet("/api/audit", PATIENCE);
                if (!answer.isGood()) {
                    return new Opinion(false, "not asked: " + answer.status() + " " + answer.problem());
                }
                boolean isComplete = answer.body().path("lag").asLong(0) == 0;
                if (isComplete || System.nanoTime() > deadlineNanos) {
                    return new Opinion(
                            isComplete && answer.body().path("holds").asBoolean(false), words(answer.body()));
                }
                Shops.pause(ASK_EVERY_MILLIS);
            }
        } catch (Trouble e) {
            return new Opinion(false, "no answer: " + e.getMessage());
        }
    }

    private static String words(JsonNode report) {
        List<String> lines = new ArrayList<>();
        lines.add((report.path("holds").asBoolean(false) ? "All hold" : "NOT all hold") + ", "
                + report.path("lag").asLong(0) + " records behind");
        for (JsonNode standing : report.path("invariants")) {
            lines.add(standing.path("invariant").asString("") + " "
                    + (standing.path("holds").asBoolean(false) ? "holds" : "BROKEN") + ", "
                    + standing.path("checked").asLong(0) + " checked, "
                    + standing.path("breaches").asLong(0) + " breaches, "
                    + standing.path("settled").asLong(0) + " settled");
            for (JsonNode breach : standing.path("first")) {
                lines.add("   " + breach.path("label").asString("") + " "
                        + breach.path("text").asString(""));
            }
        }
        return String.join("\n", lines);
    }
}
