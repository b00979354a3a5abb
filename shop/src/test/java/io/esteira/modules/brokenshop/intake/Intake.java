package io.esteira.modules.brokenshop.intake;

record Intake(String nothing) {}
