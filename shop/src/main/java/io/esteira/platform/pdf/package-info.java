/** Draws tagged PDFs page by page: fonts, wrapped text, tables. Nothing is loaded but the fonts on the class path. */
@NullMarked
package io.esteira.platform.pdf;

import org.jspecify.annotations.NullMarked;
