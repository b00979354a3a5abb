@NullMarked
package io.esteira.platform.web;

import org.jspecify.annotations.NullMarked;
