@NullMarked
package io.esteira.intake;

import org.jspecify.annotations.NullMarked;
