package io.esteira;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    private final ApplicationModules modules = ApplicationModules.of(ShopApplication.class);

    @Test
    void contextsKeepToWhatTheyMayImport() {
        modules.verify();
    }

    @Test
    void everyContextDeclaresWhatItMayImport() {
        assertThat(modules.stream()
                        .filter(module -> !module.getIdentifier().toString().equals("contracts")))
                .allSatisfy(module -> assertThat(module.getBasePackage()
                                .getAnnotation(org.springframework.modulith.ApplicationModule.class))
                        .as("%s is annotated", module.getIdentifier())
                        .isPresent());
    }
}
