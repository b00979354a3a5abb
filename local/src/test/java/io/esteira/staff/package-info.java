@NullMarked
package io.esteira.staff;

import org.jspecify.annotations.NullMarked;
