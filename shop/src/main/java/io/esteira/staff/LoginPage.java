package io.esteira.staff;

import io.esteira.platform.ConditionalOnRole;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
@ConditionalOnRole("staff")
class LoginPage {

    private static final String FIRST_PAGE = "redirect:/staff/orders";

    @GetMapping({"/staff", "/staff/"})
    String entrance() {
        return FIRST_PAGE;
    }

    @GetMapping("/staff/login")
    String login(@Nullable Principal principal) {
        return principal == null ? "staff/login" : FIRST_PAGE;
    }
}
