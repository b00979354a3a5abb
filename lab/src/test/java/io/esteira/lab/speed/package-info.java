@NullMarked
package io.esteira.lab.speed;

import org.jspecify.annotations.NullMarked;
