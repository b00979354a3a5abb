@NullMarked
package io.esteira.lab;

import org.jspecify.annotations.NullMarked;
