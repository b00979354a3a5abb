@NullMarked
package io.esteira.billing;

import org.jspecify.annotations.NullMarked;
