package io.esteira.staff;

import io.esteira.notifications.MailDesk;
import io.esteira.notifications.MailDesk.GivenUp;
import io.esteira.platform.ConditionalOnRole;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Customers who could not be told, and another try. */
@Controller
@ConditionalOnRole("staff")
@RequestMapping("/staff/mails")
class MailPages {

    private final MailDesk desk;

    MailPages(MailDesk desk) {
        this.desk = desk;
    }

    record Row(GivenUp mail, Age age) {}

    @GetMapping
    String list(@RequestParam(defaultValue = "") String cursor, Model model) {
        List<GivenUp> page = desk.page(Ids.parse(cursor));
        Instant now = Instant.now();
        model.addAttribute("rows", page.stream().map(mail -> row(mail, now)).toList());
        model.addAttribute("triedAgain", desk.triedAgain());
        model.addAttribute("first", cursor.isEmpty());
        model.addAttribute(
                "next", page.size() < MailDesk.PAGE ? null : page.getLast().id());
        return "staff/mails";
    }

    private static Row row(GivenUp mail, Instant now) {
        return new Row(mail, Age.between(mail.since(), now));
    }

    /** @param id of one mail; without it all are meant */
    @PostMapping("/send-again")
    String sendAgain(@RequestParam(defaultValue = "") String id, Principal staff, RedirectAttributes flash) {
        Long one = Ids.parse(id);
        boolean any;
        if (one != null) {
            any = desk.sendAgain(one, staff.getName());
        } else {
            any = id.isEmpty() && desk.sendAllAgain(staff.getName()) > 0;
        }
        flash.addFlashAttribute("notice", any ? "staff.mails.notice.again" : "staff.mails.notice.nothing");
        return "redirect:/staff/mails";
    }
}
