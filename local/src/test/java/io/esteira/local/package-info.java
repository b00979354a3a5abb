@NullMarked
package io.esteira.local;

import org.jspecify.annotations.NullMarked;
