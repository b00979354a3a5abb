package io.esteira.lab.speed;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param goal what it should be
 * @param seen what it was
 * @param note what one must know to read it
 */
record Row(String what, String goal, String seen, Verdict verdict, String note) {

    /** Whether the goal was reached. */
    enum Verdict {
        REACHED("reached"),
        MISSED("not reached"),
        /** There is no goal, or it was measured in another form than the goal asks for. */
        TOLD("–"),
        NOT_RUN("not run");

        final String text;

        Verdict(String text) {
            this.text = text;
        }

        static Verdict of(boolean reached) {
            return reached ? REACHED : MISSED;
        }
    }

    static Row notRun(String what, String goal, String why) {
        return new Row(what, goal, "", Verdict.NOT_RUN, why);
    }

    /** @param format of each of the three numbers */
    static String text(Spread spread, String format) {
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                spread.median(),
                spread.min(),
                spread.max());
    }
}
