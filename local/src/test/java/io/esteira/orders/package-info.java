@NullMarked
package io.esteira.orders;

import org.jspecify.annotations.NullMarked;
