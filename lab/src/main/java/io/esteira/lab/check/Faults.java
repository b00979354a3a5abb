package io.esteira.lab.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When something was broken on purpose. */
final class Faults {

    private record Fault(long beginMillis, long endMillis) {}

    private final List<Fault> ended = new ArrayList<>();
    private final Map<String, Long> open = new HashMap<>();
    private int begun;

    void add(Document line) {
        String what = line.textOr("name", "") + " " + line.textOr("target", "");
        long at = line.number("at");
        if (line.text("phase").equals("begin")) {
            begun++;
            open.putIfAbsent(what, at);
        } else {
            Long begin = open.remove(what);
            if (begin != null) {
                ended.add(new Fault(begin, at));
            }
        }
    }

    int count() {
        return begun;
    }

    /** Whether something was broken then, or not longer than {@code afterMillis} before. */
    boolean explain(long atMillis, long afterMillis) {
        return open.values().stream().anyMatch(begin -> begin <= atMillis)
                || ended.stream()
                        .anyMatch(fault -> fault.beginMillis <= atMillis && atMillis <= fault.endMillis + afterMillis);
    }
}
