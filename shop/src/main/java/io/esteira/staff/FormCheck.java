package io.esteira.staff;

import io.esteira.platform.validation.RequestCheck;
import io.esteira.platform.web.Problem.Violation;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with a form: the message code {@code staff.error.<code>} by the field's name. */
final class FormCheck {

    private final RequestCheck check;

    FormCheck(RequestCheck check) {
        this.check = check;
    }

    Map<String, String> errors(Object form) {
        return check.violations("", form).stream()
                .collect(Collectors.toMap(
                        violation -> violation.pointer().substring(1), Violation::code, (first, more) -> first));
    }
}
