package io.esteira.lab;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A file in the format of the Online Retail data, plain or gzip.
 *
 * @param fingerprint of the content, packed or not: the same orders are the same replay
 * @param total of all lines, summed as they were read
 */
record RetailFile(String fingerprint, List<RetailInvoice> invoices, Sum total) {

    private static final List<String> COLUMNS = List.of(
            "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm[:ss]");
    private static final int FINGERPRINT_DIGITS = 16;
    private static final int GZIP_MAGIC = 0x1f8b;

    /** @throws Trouble if it is not such a file, with the line where that shows */
    static RetailFile read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new Trouble("There is no file " + path);
        }
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path));
                DigestInputStream content =
                        new DigestInputStream(unpacked(file), MessageDigest.getInstance("SHA-256"));
                Reader text = new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder());
                CSVParser rows = CSVParser.parse(text, FORMAT)) {
            List<String> missing = COLUMNS.stream()
                    .filter(column -> !rows.getHeaderNames().contains(column))
                    .toList();
            if (!missing.isEmpty()) {
                throw new Trouble(path + " is not in the Online Retail format: its first line lacks "
                        + String.join(", ", missing));
            }
            return of(rows, content);
        } catch (CharacterCodingException e) {
            throw new Trouble(path + " is not UTF-8", e);
        } catch (ZipException | CSVException e) {
            throw new Trouble(path + " is damaged: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new Trouble(path + " cannot be read: " + e.getCause(), e);
        } catch (IOException e) {
            throw new Trouble(path + " cannot be read: " + e, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static RetailFile of(CSVParser rows, DigestInputStream content) throws IOException {
        Map<String, List<RetailLine>> invoices = new LinkedHashMap<>();
        int lines = 0;
        BigDecimal money = BigDecimal.ZERO;
        for (CSVRecord row : rows) {
            RetailLine line = line(row);
            lines++;
            money = money.add(line.unitPrice().multiply(BigDecimal.valueOf(line.quantity())));
            invoices.computeIfAbsent(line.invoiceNo(), ignored -> new ArrayList<>())
                    .add(line);
        }
        content.transferTo(OutputStream.nullOutputStream()); // what the parser did not need counts, too
        List<RetailInvoice> grouped = invoices.entrySet().stream()
                .map(entry -> new RetailInvoice(entry.getKey(), entry.getValue()))
                .toList();
        return new RetailFile(
                HexFormat.of().formatHex(content.getMessageDigest().digest()).substring(0, FINGERPRINT_DIGITS),
                grouped,
                new Sum(grouped.size(), lines, money));
    }

    private static RetailLine line(CSVRecord row) {
        try {
            String invoiceNo = row.get("InvoiceNo");
            String stockCode = row.get("StockCode");
            if (invoiceNo.isEmpty() || stockCode.isEmpty()) {
                throw new IllegalArgumentException("no InvoiceNo or no StockCode");
            }
            return new RetailLine(
                    invoiceNo,
                    stockCode,
                    row.get("Description"),
                    Integer.parseInt(row.get("Quantity")),
                    LocalDateTime.parse(row.get("InvoiceDate"), TIME),
                    new BigDecimal(row.get("UnitPrice")),
                    // Some exports carry the numbers of customers as fractions.
                    row.get("CustomerID").replaceFirst("\\.0+$", ""),
                    row.get("Country"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new Trouble(
                    "Record " + row.getRecordNumber() + " of the file is not a line of an invoice: " + e.getMessage());
        }
    }

    private static InputStream unpacked(InputStream file) throws IOException {
        file.mark(2);
        int magic = (file.read() << 8) | file.read();
        file.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(file) : file;
    }
}
