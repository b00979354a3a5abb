package io.esteira.platform.validation;

import jakarta.validation.ConstraintValidatorContext;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/** Violations with a code for programs beside the message for people. */
final class Codes {

    /** @param message must hold nothing of what the caller sent: it is a template */
    static boolean refuse(ConstraintValidatorContext context, String code, String message) {
        coded(context, code).buildConstraintViolationWithTemplate(message).addConstraintViolation();
        return false;
    }

    /** As {@link #refuse}, for the field {@code property} of what is being looked at. */
    static boolean refuse(ConstraintValidatorContext context, String property, String code, String message) {
        coded(context, code)
                .buildConstraintViolationWithTemplate(message)
                .addPropertyNode(property)
                .addConstraintViolation();
        return false;
    }

    private static ConstraintValidatorContext coded(ConstraintValidatorContext context, String code) {
        context.disableDefaultConstraintViolation();
        return context.unwrap(HibernateConstraintValidatorContext.class).withDynamicPayload(code);
    }

    private Codes() {}
}
