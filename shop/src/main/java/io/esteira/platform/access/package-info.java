/** API keys with their scopes, and staff accounts; of both only hashes are kept. */
@NullMarked
package io.esteira.platform.access;

import org.jspecify.annotations.NullMarked;
