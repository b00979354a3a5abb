package io.esteira.lab.doctor;

/** Something to look at; what cannot be looked at is a finding too, and stops no other check. */
interface Check {

    /** What it is about, in a word or two. */
    String on();

    void look(Findings findings) throws Exception;

    default void lookOrSayWhyNot(Findings findings) {
        try {
            look(findings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            findings.warn(on(), "interrupted", "");
        } catch (Exception e) {
            findings.warn(on(), "could not be looked at: " + Reasons.of(e), "See that this user may describe it.");
        }
    }
}
