package io.esteira.staff;

import io.esteira.audit.Audit;
import io.esteira.audit.AuditReport;
import io.esteira.audit.AuditReport.Standing;
import io.esteira.platform.ConditionalOnRole;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The auditor's books, live. */
@Controller
@ConditionalOnRole("staff")
class AuditPage {

    /** Books that are older are said to be behind. */
    private static final Duration CURRENT = Duration.ofSeconds(30);

    private final Audit audit;

    AuditPage(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/staff/audit")
    String show(Model model) {
        draw(model);
        return "staff/audit";
    }

    /** What the page asks for every few seconds. */
    @GetMapping("/staff/audit/books")
    String books(Model model) {
        draw(model);
        return "staff/audit-parts :: books";
    }

    private void draw(Model model) {
        AuditReport report = audit.report();
        Instant complete = report.completeUntil();
        model.addAttribute("report", report);
        model.addAttribute(
                "broken",
                report.invariants().stream()
                        .filter(standing -> !standing.holds())
                        .count());
        model.addAttribute("behind", complete != null && complete.plus(CURRENT).isBefore(report.at()));
        model.addAttribute(
                "rows",
                report.invariants().stream()
                        .map(standing -> Row.of(standing, report.at()))
                        .toList());
        model.addAttribute(
                "waiting",
                report.waiting().stream()
                        .map(each -> new Waiting(each, Age.sinceOrNull(each.oldest(), report.at())))
                        .toList());
    }

    /** @param more breaches that are not listed */
    record Row(Standing standing, @Nullable Age oldest, long more) {
        static Row of(Standing standing, Instant now) {
            return new Row(
                    standing,
                    Age.sinceOrNull(standing.oldest(), now),
                    standing.breaches() - standing.first().size());
        }
    }

    record Waiting(AuditReport.Waiting kind, @Nullable Age oldest) {}
}
