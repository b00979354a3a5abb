/** Esteira carries a web store's orders from the click on "buy" to the invoice and the e-mail. */
@NullMarked
package io.esteira;

import org.jspecify.annotations.NullMarked;
