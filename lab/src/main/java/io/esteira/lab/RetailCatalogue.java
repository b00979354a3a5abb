package io.esteira.lab;

import io.esteira.contracts.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import tools.jackson.databind.node.ObjectNode;

/** What the file sells: its stock codes as SKUs, with the names and prices that they mostly go by. */
final class RetailCatalogue {

    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int SKU_LENGTH_MAX = 50;
    private static final int NAME_LENGTH_MAX = 200;

    private final Map<String, String> skus;
    private final Map<String, List<RetailLine>> linesByCode;

    RetailCatalogue(List<RetailInvoice> invoices) {
        linesByCode = invoices.stream()
                .flatMap(invoice -> invoice.lines().stream())
                .collect(Collectors.groupingBy(RetailLine::stockCode, TreeMap::new, Collectors.toList()));
        skus = skus(linesByCode.keySet());
    }

    String sku(String stockCode) {
        return Objects.requireNonNull(skus.get(stockCode), stockCode);
    }

    /** As the shop's import wants them, one for each stock code. */
    List<ObjectNode> products() {
        List<ObjectNode> products = new ArrayList<>();
        linesByCode.forEach((code, lines) -> {
            ObjectNode product = Json.mapper().createObjectNode().put("sku", sku(code));
            product.putObject("name").put("en", name(code, lines));
            product.putObject("price")
                    .put("currency", RetailOrder.CURRENCY)
                    .put("amount", price(lines).toPlainString());
            products.add(product);
        });
        return products;
    }

    private static String name(String code, List<RetailLine> lines) {
        String name = mostFrequent(lines.stream()
                        .map(line ->
                                line.description().replaceAll("\\p{Cntrl}", " ").strip())
                        .filter(text -> !text.isEmpty()))
                .orElse(code);
        return name.length() > NAME_LENGTH_MAX ? name.substring(0, NAME_LENGTH_MAX) : name;
    }

    private static BigDecimal price(List<RetailLine> lines) {
        return mostFrequent(lines.stream()
                        .map(RetailLine::unitPrice)
                        .filter(price -> price.signum() > 0)
                        .map(BigDecimal::stripTrailingZeros))
                .orElse(BigDecimal.ZERO);
    }

    private static <T extends Comparable<? super T>> Optional<T> mostFrequent(Stream<T> all) {
        return all.collect(Collectors.groupingBy(Function.identity(), Collectors.counting())).entrySet().stream()
                .max(Map.Entry.<T, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    /** Codes that can be SKUs stay as they are; the others are made fit, without ever taking another's. */
    private static Map<String, String> skus(Set<String> codes) {
        Map<String, String> skus = new HashMap<>();
        codes.stream().filter(code -> SKU.matcher(code).matches()).forEach(code -> skus.put(code, code));
        Set<String> taken = new HashSet<>(skus.values());
        codes.stream()
                .filter(code -> !skus.containsKey(code))
                .sorted(Comparator.naturalOrder())
                .forEach(code -> {
                    String fit = fit(code);
                    String sku = taken.add(fit) ? fit : fit + "." + checksum(code);
                    taken.add(sku);
                    skus.put(code, sku);
                });
        return skus;
    }

    private static String fit(String code) {
        String fit = code.replaceAll("[^A-Za-z0-9._-]", "_");
        fit = Character.isLetterOrDigit(fit.charAt(0)) ? fit : "x" + fit;
        return fit.length() > SKU_LENGTH_MAX ? fit.substring(0, SKU_LENGTH_MAX) : fit;
    }

    private static String checksum(String code) {
        CRC32 crc = new CRC32();
        crc.update(code.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
