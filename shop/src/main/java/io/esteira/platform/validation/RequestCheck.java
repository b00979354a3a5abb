package io.esteira.platform.validation;

import io.esteira.platform.web.Problem;
import io.esteira.platform.web.Problem.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.hibernate.validator.engine.HibernateConstraintViolation;

/** Looks at a request with Bean Validation and says what is wrong where in its JSON. */
public final class RequestCheck {

    /** More would help nobody; a list of thousands of bad lines would only make a large answer. */
    private static final int MAX_VIOLATIONS = 100;

    private final Validator validator;

    public RequestCheck(Validator validator) {
        this.validator = validator;
    }

    /** @throws Problem 422 with every violation, if there is one */
    public void check(Object request) {
        refuse(violations("", request));
    }

    /** @throws Problem 422, if there is a violation */
    public static void refuse(List<Violation> violations) {
        if (violations.isEmpty()) {
            return;
        }
        Violation first = violations.getFirst();
        String more = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
        throw Problem.unprocessable(
                first.pointer() + " " + first.message() + more + ".",
                violations.subList(0, Math.min(violations.size(), MAX_VIOLATIONS)));
    }

    /** @param pointer where {@code request} stands in the whole JSON document */
    public List<Violation> violations(String pointer, Object request) {
        Set<ConstraintViolation<Object>> found = validator.validate(request);
        return found.stream()
                .map(each -> new Violation(pointer + pointer(each.getPropertyPath()), code(each), each.getMessage()))
                .sorted(Comparator.comparingInt(
                                (Violation each) -> each.pointer().length())
                        .thenComparing(Violation::pointer))
                .toList();
    }

    private static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : path) {
            if (node.isInIterable()) {
                Object step = node.getKey() != null ? node.getKey() : node.getIndex();
                pointer.append('/').append(escaped(String.valueOf(step)));
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(escaped(node.getName()));
            }
        }
        return pointer.toString();
    }

    private static String escaped(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }

    private static String code(ConstraintViolation<?> violation) {
        HibernateConstraintViolation<?> own = violation.unwrap(HibernateConstraintViolation.class);
        String code = own.getDynamicPayload(String.class);
        if (code != null) {
            return code;
        }
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return switch (constraint) {
            case "NotNull" -> "REQUIRED";
            case "Min", "Max", "Range" -> "OUT_OF_RANGE";
            case "Size" -> "WRONG_SIZE";
            case "Pattern", "Email" -> "MALFORMED";
            default -> "INVALID";
        };
    }
}
