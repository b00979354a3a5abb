package io.esteira.modules.brokenshop;

import org.springframework.modulith.core.ApplicationModules;

/** Looks at the broken shop as at the real one, but among test classes. */
public final class BrokenShopModules {

    public static ApplicationModules modules() {
        return ApplicationModules.of(BrokenShop.class, location -> true);
    }

    private BrokenShopModules() {}
}
