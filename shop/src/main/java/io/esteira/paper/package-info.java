/** What customers get on paper: invoices, drawn as PDFs from what they say. Owns nothing. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package io.esteira.paper;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
