@NullMarked
package io.esteira.audit;

import org.jspecify.annotations.NullMarked;
