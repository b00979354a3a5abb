package io.esteira.lab.doctor;

import io.esteira.contracts.Json;
import io.esteira.lab.doctor.Finding.Level;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What was found, for people or for programs. */
record Diagnosis(String summary, long ok, long warnings, long problems, long unreachable, List<Finding> findings) {

    private static final int ON_WIDTH = 16;

    static Diagnosis of(Findings findings) {
        long problems = findings.count(Level.PROBLEM);
        long warnings = findings.count(Level.WARN);
        long unreachable = findings.count(Level.UNREACHABLE);
        String summary = unreachable > 0
                ? "Not all could be reached."
                : problems > 0 ? "There are problems." : warnings > 0 ? "It works; see the warnings." : "All is well.";
        return new Diagnosis(summary, findings.count(Level.OK), warnings, problems, unreachable, findings.all());
    }

    void print(PrintWriter out) {
        for (Finding finding : findings) {
            out.println(mark(finding.level()) + "  " + padded(finding.on()) + "  " + finding.seen());
            if (!finding.advice().isEmpty()) {
                out.println(" ".repeat(9) + padded("") + "  → " + finding.advice());
            }
        }
        out.println();
        out.printf(Locale.ROOT, "%d ok, %d warnings, %d problems. %s%n", ok, warnings, problems + unreachable, summary);
        out.flush();
    }

    void printJson(PrintWriter out) {
        out.println(new String(Json.write(Diagnosis.class, this), StandardCharsets.UTF_8));
        out.flush();
    }

    private static String mark(Level level) {
        return switch (level) {
            case OK -> "ok     ";
            case WARN -> "warn   ";
            case PROBLEM, UNREACHABLE -> "PROBLEM";
        };
    }

    private static String padded(String on) {
        return String.format(Locale.ROOT, "%-" + ON_WIDTH + "s", on);
    }
}
