@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.esteira.modules.brokenshop.payments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
