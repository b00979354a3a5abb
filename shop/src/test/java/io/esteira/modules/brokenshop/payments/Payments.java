package io.esteira.modules.brokenshop.payments;

public class Payments {}
