/**
 * A durable detour for records on their way to a topic: while Kafka is away they wait in PostgreSQL, in the schema {@code
 * spool}, and go on when it is back.
 */
@NullMarked
package io.esteira.platform.spool;

import org.jspecify.annotations.NullMarked;
