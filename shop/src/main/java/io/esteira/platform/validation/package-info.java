/** What every request's text, money and form must satisfy, told as a {@code Problem} with one pointer for each fault. */
@NullMarked
package io.esteira.platform.validation;

import org.jspecify.annotations.NullMarked;
