/** Who may call what, how errors are told, links that need no login, and the language of a page. */
@NullMarked
package io.esteira.platform.web;

import org.jspecify.annotations.NullMarked;
