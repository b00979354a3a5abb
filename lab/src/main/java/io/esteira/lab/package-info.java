/** Real orders replayed against a running shop, and what came of them, counted to the last penny. */
@NullMarked
package io.esteira.lab;

import org.jspecify.annotations.NullMarked;
