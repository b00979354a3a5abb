/** Gives each context that has tables a schema of its own, brought up to date at every start. */
@NullMarked
package io.esteira.platform.database;

import org.jspecify.annotations.NullMarked;
