package io.esteira.lab;

import java.math.BigDecimal;
import java.util.List;

/** All lines of one number, in the file's order. */
record RetailInvoice(String number, List<RetailLine> lines) {

    RetailInvoice {
        lines = List.copyOf(lines);
    }

    enum Kind {
        SALE,
        /** Goods that came back: a number that begins with C. */
        RETURN,
        /** Not bought by anybody: stock written off or found, debts adjusted. */
        ADJUSTMENT
    }

    Kind kind() {
        if (number.startsWith("C") || number.startsWith("c")) {
            return Kind.RETURN;
        }
        boolean sold = lines.stream()
                .allMatch(line -> line.quantity() > 0 && line.unitPrice().signum() >= 0);
        return sold ? Kind.SALE : Kind.ADJUSTMENT;
    }

    Sum sum() {
        return new Sum(1, lines.size(), lines.stream().map(RetailLine::money).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    RetailLine first() {
        return lines.getFirst();
    }
}
