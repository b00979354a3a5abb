package io.esteira.lab.speed;

/** What can be measured by itself. */
enum Stage {
    WAY,
    START,
    INTAKE,
    /** Beside {@link #INTAKE}, in turns. */
    BASELINES,
    DRAIN
}
