package io.esteira.platform.validation;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * One line of text that somebody can read and that shows as it is stored: something visible, no control characters, no
 * halves of characters, nothing that turns the direction of the text around it. An absent text is none of its business.
 */
@Documented
@Constraint(validatedBy = PlainText.Check.class)
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface PlainText {

    /** The most characters (code points). */
    int max();

    /** Whether text without anything visible in it will do. */
    boolean blank() default false;

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Check implements ConstraintValidator<PlainText, String> {

        private int max;
        private boolean blankAllowed;

        @Override
        public void initialize(PlainText constraint) {
            this.max = constraint.max();
            this.blankAllowed = constraint.blank();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            if (text == null) {
                return true;
            }
            // The length goes first: nothing else is looked at in a text of megabytes.
            if (text.length() > 2L * max || text.codePointCount(0, text.length()) > max) {
                return Codes.refuse(context, "TOO_LONG", "must not be longer than " + max + " characters");
            }
            if (!text.codePoints().allMatch(Check::isReadable)) {
                return Codes.refuse(context, "BAD_CHARACTERS", "must not contain control or invisible characters");
            }
            if (!blankAllowed && text.codePoints().noneMatch(Check::isVisible)) {
                return Codes.refuse(context, "REQUIRED", "must not be blank");
            }
            return true;
        }

        private static boolean isReadable(int codePoint) {
            return switch (Character.getType(codePoint)) {
                // Lone surrogates come through codePoints() as themselves.
                case Character.CONTROL,
                        Character.SURROGATE,
                        Character.UNASSIGNED,
                        Character.PRIVATE_USE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> false;
                case Character.FORMAT -> isJoiner(codePoint);
                default -> true;
            };
        }

        /** Scripts of India and emoji need these; the other format characters hide or turn text. */
        private static boolean isJoiner(int codePoint) {
            return codePoint == 0x200C || codePoint == 0x200D;
        }

        private static boolean isVisible(int codePoint) {
            return !Character.isWhitespace(codePoint) && !Character.isSpaceChar(codePoint) && !isJoiner(codePoint);
        }
    }
}
