/** Looks at an installation's Kafka and PostgreSQL without changing anything, and says what is wrong with them. */
@NullMarked
package io.esteira.lab.doctor;

import org.jspecify.annotations.NullMarked;
