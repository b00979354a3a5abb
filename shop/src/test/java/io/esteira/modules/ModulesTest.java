package io.esteira.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.ShopApplication;
import io.esteira.modules.brokenshop.BrokenShopModules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;

class ModulesTest {

    private final ApplicationModules modules = ApplicationModules.of(ShopApplication.class);

    @Test
    void contextsKeepToWhatTheyMayImport() {
        modules.verify();
    }

    @Test
    void everyContextDeclaresWhatItMayImport() {
        assertThat(undeclared(modules)).isEmpty();
    }

    @Test
    void anImportOfAnotherContextIsSeen() {
        assertThatThrownBy(() -> BrokenShopModules.modules().verify())
                .isInstanceOf(Violations.class)
                .hasMessageContaining("'billing' depends on module 'payments'");
    }

    @Test
    void aContextThatDeclaresNothingIsSeen() {
        assertThat(undeclared(BrokenShopModules.modules())).containsExactly("intake");
    }

    /** What a context may import is open until it says something; only contracts, from a jar of its own, says nothing. */
    private static List<String> undeclared(ApplicationModules modules) {
        return modules.stream()
                .filter(module -> module.getBasePackage()
                        .getAnnotation(ApplicationModule.class)
                        .isEmpty())
                .map(module -> module.getIdentifier().toString())
                .filter(name -> !name.equals("contracts"))
                .toList();
    }
}
