package io.esteira.lab.trial;

/** Something that goes wrong for a while. */
interface Fault {

    /** Returns when it is felt; what takes effect at once and is over ends here too. */
    void begin() throws Exception;

    /** Mends it, and returns when nothing of it is left but what the shop itself has to mend. */
    void end() throws Exception;
}
