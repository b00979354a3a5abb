package io.esteira.local;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a child when its parent is gone, however that came about: the parent holds the other end of the child's standard
 * input and never writes to it.
 */
public final class Lifeline {

    private Lifeline() {}

    public static void hold() {
        Thread.ofPlatform().daemon().name("lifeline").start(Lifeline::haltAtItsEnd);
    }

    private static void haltAtItsEnd() {
        try (InputStream parent = System.in) {
            while (parent.read() >= 0) {
                // Nothing is ever said.
            }
        } catch (IOException e) {
            // Torn is as good as ended.
        }
        // A clean stop would wait for others that are gone as well; what counts is on the disk or with them.
        Runtime.getRuntime().halt(1);
    }
}
