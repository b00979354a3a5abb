package io.esteira.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Who bought. Personal data; it stands in messages only under this name, so that it can be encrypted per customer.
 *
 * @param taxId CPF or CNPJ, digits and letters only, where the customer gave one
 * @param locale {@code pt-BR} or {@code en}: the language that the customer reads
 */
public record Customer(
        String name,
        String email,
        @Nullable String phone,
        @Nullable String taxId,
        String locale) {}
