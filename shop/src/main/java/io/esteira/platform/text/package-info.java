@NullMarked
package io.esteira.platform.text;

import org.jspecify.annotations.NullMarked;
