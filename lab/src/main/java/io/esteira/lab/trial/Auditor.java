package io.esteira.lab.trial;

import io.esteira.lab.Trouble;
import io.esteira.lab.trial.Shops.Answer;
import java.time.Duration;
import java.util.List;

/** What the shop's own auditor says. It judges by other evidence than the trial does, so the two may differ. */
final class Auditor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Shops shops;

    Auditor(Shops shops) {
        this.shops = shops;
    }

    /** @param troubles gets a line where the auditor is not content */
    String opinion(List<String> troubles) {
        try {
            Answer answer = shops.insistGet("/api/audit", PATIENCE);
            if (!answer.isGood()) {
                return "not asked: " + answer.status() + " " + answer.problem();
            }
            return answer.body().toString();
        } catch (Trouble e) {
            return "no answer: " + e.getMessage();
        }
    }
}
