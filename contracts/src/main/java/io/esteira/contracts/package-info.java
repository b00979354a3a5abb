/**
 * What the parts of Esteira say to each other: topics, the messages on them and their JSON form. Depends on nothing of
 * the house and on no framework, so that other companies' systems can use it as it is.
 */
@NullMarked
package io.esteira.contracts;

import org.jspecify.annotations.NullMarked;
