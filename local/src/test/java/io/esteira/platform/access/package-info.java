@NullMarked
package io.esteira.platform.access;

import org.jspecify.annotations.NullMarked;
