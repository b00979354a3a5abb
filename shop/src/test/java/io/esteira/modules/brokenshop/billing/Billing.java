package io.esteira.modules.brokenshop.billing;

import io.esteira.modules.brokenshop.payments.Payments;

record Billing(Payments forbidden) {}
