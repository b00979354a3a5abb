@NullMarked
package io.esteira.catalog;

import org.jspecify.annotations.NullMarked;
