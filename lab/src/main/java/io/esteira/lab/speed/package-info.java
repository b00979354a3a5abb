/** How fast the shop is, beside what the machine could do and what others would build. */
@NullMarked
package io.esteira.lab.speed;

import org.jspecify.annotations.NullMarked;
