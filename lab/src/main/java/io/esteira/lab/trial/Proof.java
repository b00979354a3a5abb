package io.esteira.lab.trial;

import io.esteira.lab.check.Breach;
import io.esteira.lab.check.Checker;
import io.esteira.lab.check.Evidence;
import io.esteira.lab.check.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the checker found, in the trial's words. */
record Proof(List<Finding> findings, Map<String, Long> figures) {

    private static final int BREACHES_MAX = 50;

    /** @param directory where journal and mails are */
    static Proof of(Path directory, TrialStack stack, Consumer<String> progress) {
        Verdict verdict = new Checker(progress)
                .check(new Evidence(
                        directory.resolve(Journal.FILE),
                        directory.resolve(SmtpSink.FILE),
                        stack.cluster.bootstrapServers(),
                        stack.postgres.jdbcUrl(),
                        stack.postgres.username(),
                        stack.postgres.password()));
        return new Proof(
                verdict.findings().stream()
                        .map(finding -> new Finding(
                                finding.name(),
                                finding.says(),
                                finding.checked(),
                                finding.broken(),
                                finding.breaches().stream()
                                        .limit(BREACHES_MAX)
                                        .map(Breach::toString)
                                        .toList()))
                        .toList(),
                verdict.figures());
    }
}
