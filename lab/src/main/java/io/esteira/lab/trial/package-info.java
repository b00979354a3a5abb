/** Trials: a whole cluster under load and faults, and the proof that nothing was lost. */
@NullMarked
package io.esteira.lab.trial;

import org.jspecify.annotations.NullMarked;
