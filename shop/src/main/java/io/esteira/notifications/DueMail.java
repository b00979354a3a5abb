package io.esteira.notifications;

/**
 * A mail that a worker has taken.
 *
 * @param attempt counts from 1
 */
record DueMail(long id, int attempt, Notice notice) {}
