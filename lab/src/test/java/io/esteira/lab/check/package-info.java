@NullMarked
package io.esteira.lab.check;

import org.jspecify.annotations.NullMarked;
