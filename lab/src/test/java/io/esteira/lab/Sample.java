package io.esteira.lab;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Invented lines with all the dirt that real ones have. */
final class Sample {

    static final String TOTAL = "12449.417";

    static Path path() {
        try {
            return Path.of(Objects.requireNonNull(Sample.class.getResource("/retail-sample.csv"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static RetailFile file() {
        return RetailFile.read(path());
    }

    static RetailInvoice invoice(String number) {
        return file().invoices().stream()
                .filter(invoice -> invoice.number().equals(number))
                .findFirst()
                .orElseThrow();
    }

    private Sample() {}
}
