@NullMarked
package io.esteira.platform.spool;

import org.jspecify.annotations.NullMarked;
