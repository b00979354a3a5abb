/** Topics, writers, consumers and views of topics, configured as this system needs them. */
@NullMarked
package io.esteira.platform.kafka;

import org.jspecify.annotations.NullMarked;
