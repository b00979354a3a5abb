@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.esteira.modules.brokenshop.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
