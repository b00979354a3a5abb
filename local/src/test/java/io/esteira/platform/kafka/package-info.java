@NullMarked
package io.esteira.platform.kafka;

import org.jspecify.annotations.NullMarked;
