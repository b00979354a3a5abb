package io.esteira.notifications;

import java.time.Instant;

/**
 * A mail that a worker has taken.
 *
 * @param attempt counts from 1
 * @param triedSince when the first of them was
 */
record DueMail(long id, int attempt, Instant triedSince, Notice notice) {}
