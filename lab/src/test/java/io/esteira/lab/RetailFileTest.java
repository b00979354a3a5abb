package io.esteira.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetailFileTest {

    private static final String HEADER =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void countsAndSumsEveryLineToTheLastDigit() {
        assertThat(Sample.file().total()).isEqualTo(new Sum(9, 14, new BigDecimal(Sample.TOTAL)));
    }

    @Test
    void keepsTheLinesOfAnInvoiceTogetherInTheirOrder() {
        assertThat(Sample.invoice("700001").lines())
                .extracting(RetailLine::stockCode)
                .containsExactly("10001A", "10002", "10001A");
    }

    @ParameterizedTest
    @CsvSource({
        "700001, SALE",
        "700006, SALE",
        "C700003, RETURN",
        "700004, ADJUSTMENT",
        "A700005, ADJUSTMENT",
    })
    void tellsSalesFromReturnsAndAdjustments(String number, RetailInvoice.Kind kind) {
        assertThat(Sample.invoice(number).kind()).isEqualTo(kind);
    }

    @Test
    void isTheSameFilePackedOrNot() throws IOException {
        Path packed = folder.resolve("sample.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(Sample.path(), out);
        }
        assertThat(RetailFile.read(packed)).isEqualTo(Sample.file());
    }

    @Test
    void isAnotherFileWithOneMoreLine() throws IOException {
        Path longer = folder.resolve("longer.csv");
        Files.writeString(
                longer,
                Files.readString(Sample.path())
                        + "700010,10002,LANTERN,1,2031-03-03 09:00:00,3.39,40001.0,United Kingdom\n");
        assertThat(RetailFile.read(longer).fingerprint())
                .isNotEqualTo(Sample.file().fingerprint());
    }

    @Test
    void readsTheNumberOfACustomerWithoutItsFraction() {
        assertThat(Sample.invoice("700001").first().customerId()).isEqualTo("40001");
    }

    @Test
    void namesTheColumnsThatAreMissing() throws IOException {
        refuses("a,b,Quantity\n1,2,3\n", "lacks InvoiceNo, StockCode, Description, InvoiceDate");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> RetailFile.read(folder.resolve("nothing.csv")))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("There is no file");
    }

    @Test
    void namesTheRecordThatIsNoLine() throws IOException {
        refuses(
                HEADER + "1,A,x,1,2031-03-02 09:15:00,2.55,,Spain\n1,A,x,many,2031-03-02 09:15:00,2.55,,Spain\n",
                "Record 2");
        refuses(HEADER + "1,A,x,1,yesterday,2.55,,Spain\n", "Record 1");
        refuses(HEADER + "1,A,x,1,2031-03-02 09:15:00,dear,,Spain\n", "Record 1");
        refuses(HEADER + ",A,x,1,2031-03-02 09:15:00,2.55,,Spain\n", "Record 1");
        refuses(HEADER + "1,A\n", "Record 1");
    }

    @Test
    void refusesADamagedArchive() throws IOException {
        Path damaged = folder.resolve("damaged.csv.gz");
        Files.write(damaged, new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        assertThatThrownBy(() -> RetailFile.read(damaged)).isInstanceOf(Trouble.class);
    }

    private void refuses(String content, String complaint) throws IOException {
        Path file = folder.resolve("wrong.csv");
        Files.writeString(file, content);
        assertThatThrownBy(() -> RetailFile.read(file))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining(complaint);
    }
}
