/**
 * Parked records for people and programs: what was parked and why, and handing it back to whoever parked it. Reads the
 * dead-letter topics; writes the redrive topics.
 */
@NullMarked
package io.esteira.platform.deadletters;

import org.jspecify.annotations.NullMarked;
