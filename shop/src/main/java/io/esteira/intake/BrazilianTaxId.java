package io.esteira.intake;

import java.util.regex.Pattern;

/**
 * CPF (people) and CNPJ (companies), without punctuation. Since July 2026 a CNPJ may hold letters in its first twelve
 * places; a character counts as its ASCII code less 48, so that the digits keep their values.
 */
final class BrazilianTaxId {

    private static final Pattern CPF = Pattern.compile("[0-9]{11}");
    private static final Pattern CNPJ = Pattern.compile("[0-9A-Z]{12}[0-9]{2}");
    private static final int CPF_MAX_WEIGHT = 11;
    private static final int CNPJ_MAX_WEIGHT = 9;

    static boolean isValid(String id) {
        return (CPF.matcher(id).matches() && isSound(id, CPF_MAX_WEIGHT))
                || (CNPJ.matcher(id).matches() && isSound(id, CNPJ_MAX_WEIGHT));
    }

    private static boolean isSound(String id, int maxWeight) {
        // Eleven equal digits have the right check digits and belong to nobody.
        boolean allEqual = id.chars().allMatch(each -> each == id.charAt(0));
        int first = id.length() - 2;
        return !allEqual
                && checkDigit(id, first, maxWeight) == id.charAt(first) - '0'
                && checkDigit(id, first + 1, maxWeight) == id.charAt(first + 1) - '0';
    }

    /** Of all before {@code end}: modulo 11, weights from 2 upwards from the right, anew after {@code maxWeight}. */
    private static int checkDigit(String id, int end, int maxWeight) {
        int sum = 0;
        int weight = 2;
        for (int i = end - 1; i >= 0; i--) {
            sum += (id.charAt(i) - '0') * weight;
            weight = weight == maxWeight ? 2 : weight + 1;
        }
        int rest = sum % 11;
        return rest < 2 ? 0 : 11 - rest;
    }

    private BrazilianTaxId() {}
}
