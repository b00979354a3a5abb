package io.esteira.lab.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came out, one finding for each invariant.
 *
 * @param figures what was counted along the way, by name, in the order in which people want to read it
 */
public record Verdict(List<Finding> findings, Map<String, Long> figures) {

    private static final int SHOWN = 10;

    public Verdict {
        findings = List.copyOf(findings);
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    public boolean holds() {
        return findings.stream().allMatch(Finding::holds);
    }

    public Finding finding(String name) {
        return findings.stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no invariant " + name));
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s  %-6s %,12d checked  %s",
                    finding.name(),
                    finding.holds() ? "holds" : "BROKEN",
                    finding.checked(),
                    finding.says()));
            finding.breaches().stream().limit(SHOWN).forEach(breach -> lines.add("      " + breach));
            if (finding.broken() > SHOWN) {
                lines.add(String.format(Locale.ROOT, "      … %,d breaches in all", finding.broken()));
            }
        }
        lines.add("");
        figures.forEach((name, value) -> lines.add(String.format(Locale.ROOT, "%-44s %,14d", name, value)));
        return lines;
    }
}
