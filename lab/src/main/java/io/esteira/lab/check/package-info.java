/**
 * Judges afterwards whether a shop kept its promises, as an outsider could: from what its clients wrote down, what
 * stands on its topics and in its tables, and what its customers found in their mailboxes.
 *
 * <p>Shares no code with the shop, not even the messages: a mistake there must not excuse itself here. It knows field
 * names from the published schemas, and column names.
 */
@NullMarked
package io.esteira.lab.check;

import org.jspecify.annotations.NullMarked;
