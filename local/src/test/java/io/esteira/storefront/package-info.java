@NullMarked
package io.esteira.storefront;

import org.jspecify.annotations.NullMarked;
