/** Amounts, dates and templates in the reader's language. */
@NullMarked
package io.esteira.platform.text;

import org.jspecify.annotations.NullMarked;
