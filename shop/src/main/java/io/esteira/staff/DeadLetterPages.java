package io.esteira.staff;

import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.deadletters.DeadLetterDesk;
import io.esteira.platform.deadletters.KindCount;
import io.esteira.platform.deadletters.LetterQuery;
import io.esteira.platform.deadletters.ParkedLetter;
import io.esteira.platform.deadletters.ParkedLetter.State;
import io.esteira.platform.deadletters.Plan;
import io.esteira.platform.deadletters.Selection;
import io.esteira.platform.kafka.Redrive.Action;
import io.esteira.platform.web.Problem;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What was parked, why, and what to do about it. */
@Controller
@ConditionalOnRole("staff")
@RequestMapping("/staff/dead-letters")
class DeadLetterPages {

    private static final int STEPS_SHOWN = 100;

    private final DeadLetterDesk desk;

    DeadLetterPages(DeadLetterDesk desk) {
        this.desk = desk;
    }

    record Row(ParkedLetter letter, String key, String reason, Age age) {}

    record HeaderRow(String name, String value) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String consumer,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "PARKED") String state,
            @RequestParam(defaultValue = "") String cursor,
            Model model) {
        List<KindCount> kinds = desk.kinds();
        List<ParkedLetter> found = desk.list(new LetterQuery(
                stateNamed(state),
                emptyAsNull(consumer),
                emptyAsNull(kind),
                Ids.parse(cursor),
                LetterQuery.DEFAULT_LIMIT));
        Instant now = Instant.now();
        model.addAttribute("kinds", kinds);
        model.addAttribute(
                "consumers", kinds.stream().map(KindCount::consumer).distinct().toList());
        model.addAttribute(
                "kindNames", kinds.stream().map(KindCount::kind).distinct().toList());
        model.addAttribute("consumer", consumer);
        model.addAttribute("kind", kind);
        model.addAttribute("state", state);
        model.addAttribute("states", State.values());
        model.addAttribute("first", cursor.isEmpty());
        model.addAttribute(
                "next",
                found.size() < LetterQuery.DEFAULT_LIMIT
                        ? null
                        : found.getLast().id());
        model.addAttribute("rows", found.stream().map(each -> row(each, now)).toList());
        return "staff/dead-letters";
    }

    @GetMapping("/{id:[0-9]+}")
    String one(@PathVariable String id, Model model) {
        ParkedLetter letter =
                Optional.ofNullable(Ids.parse(id)).flatMap(desk::find).orElseThrow(Problem::notFound);
        model.addAttribute("row", row(letter, Instant.now()));
        model.addAttribute("front", desk.inFrontOf(letter).orElse(null));
        model.addAttribute("payload", Legible.of(letter.valueBytes()));
        model.addAttribute("headers", headers(letter));
        model.addAttribute("actions", desk.actions(letter.id()));
        return "staff/dead-letter";
    }

    /** Says what would happen, and asks whether it is meant. */
    @GetMapping("/{action:redrive|dismiss}")
    String plan(
            @PathVariable String action,
            @RequestParam String consumer,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String id,
            Model model) {
        Plan plan = desk.plan(selection(consumer, kind, id), action(action));
        model.addAttribute("action", action);
        model.addAttribute("consumer", consumer);
        model.addAttribute("kind", kind);
        model.addAttribute("id", id);
        model.addAttribute("plan", plan);
        model.addAttribute("steps", plan.steps().stream().limit(STEPS_SHOWN).toList());
        model.addAttribute("notShown", Math.max(0, plan.steps().size() - STEPS_SHOWN));
        return "staff/dead-letters-plan";
    }

    @PostMapping("/{action:redrive|dismiss}")
    String act(
            @PathVariable String action,
            @RequestParam String consumer,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String id,
            Principal staff,
            RedirectAttributes flash) {
        Plan plan = desk.carryOut(selection(consumer, kind, id), action(action), "staff:" + staff.getName());
        flash.addFlashAttribute(
                "notice", plan.steps().isEmpty() ? "staff.letters.notice.nothing" : "staff.letters.notice." + action);
        if (id.isEmpty()) {
            return "redirect:/staff/dead-letters";
        }
        flash.addAttribute("id", id);
        return "redirect:/staff/dead-letters/{id}";
    }

    private static Row row(ParkedLetter letter, Instant now) {
        return new Row(
                letter,
                Legible.line(letter.keyBytes()),
                Legible.visible(letter.letter().reason()),
                Age.between(letter.parkedAt(), now));
    }

    private static List<HeaderRow> headers(ParkedLetter letter) {
        List<HeaderRow> rows = new ArrayList<>();
        for (Header header : letter.headers()) {
            rows.add(new HeaderRow(Legible.visible(header.key()), Legible.line(header.value())));
        }
        return rows;
    }

    private static Selection selection(String consumer, String kind, String id) {
        Long one = Ids.parse(id);
        if (!kind.isEmpty()) {
            return new Selection.OfKind(consumer, kind);
        }
        if (one == null) {
            throw Problem.notFound();
        }
        return new Selection.Those(consumer, List.of(one));
    }

    private static Action action(String name) {
        return name.equals("dismiss") ? Action.DISMISS : Action.AGAIN;
    }

    private static @Nullable State stateNamed(String name) {
        return Arrays.stream(State.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
