/**
 * A real Kafka broker, a real PostgreSQL and a mailbox around the whole shop, in one process and one data directory.
 * Nothing imports this package in production.
 */
@NullMarked
package io.esteira.local;

import org.jspecify.annotations.NullMarked;
