@NullMarked
package io.esteira.lab.trial;

import org.jspecify.annotations.NullMarked;
