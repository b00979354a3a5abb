@NullMarked
package io.esteira.modules.brokenshop.intake;

import org.jspecify.annotations.NullMarked;
