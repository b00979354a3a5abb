package io.esteira.platform.deadletters;

import java.time.Instant;

/** Who wanted what done about a letter. */
public record LetterAction(String action, String by, Instant at) {}
