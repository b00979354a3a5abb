@NullMarked
package io.esteira.notifications;

import org.jspecify.annotations.NullMarked;
