package io.esteira.modules.brokenshop;

import org.springframework.modulith.Modulithic;

/** A shop whose contexts reach into each other; nothing but proof that this is seen. */
@Modulithic
class BrokenShop {}
