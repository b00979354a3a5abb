/** Prints HTML templates as PDF. */
@NullMarked
package io.esteira.platform.pdf;

import org.jspecify.annotations.NullMarked;
