@NullMarked
package io.esteira.platform.database;

import org.jspecify.annotations.NullMarked;
