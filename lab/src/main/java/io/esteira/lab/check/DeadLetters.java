package io.esteira.lab.check;

import java.util.Set;

/** Counts what stands aside. None of it is a breach by itself: an order that waits there is one that is not final. */
final class DeadLetters {

    private static final String SUFFIX = ".dlt";

    static void count(Sources sources, Set<String> topics, Findings findings) {
        findings.figure("records held back by consumers", 0);
        sources.table(Table.PARKED, row -> findings.count("records held back by consumers"));
        topics.stream().filter(name -> name.endsWith(SUFFIX)).forEach(name -> {
            long[] letters = new long[1];
            sources.topic(name, entry -> letters[0]++);
            if (letters[0] > 0) {
                findings.figure("dead letters on " + name, letters[0]);
            }
        });
    }

    private DeadLetters() {}
}
