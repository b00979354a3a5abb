package io.esteira.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static RunningShop shop;

    @BeforeAll
    static void open() throws Exception {
        shop = RunningShop.start(folder.resolve("data"));
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void accountsForEveryLineAndAcceptsNothingTwice() {
        String first = replay(0, "--data", folder.resolve("data").toString());
        assertThat(first).containsIgnoringWhitespaces("""
                                                 invoices  lines         GBP
                Orders accepted                         4      8      89.332
                Rejected: OUT_OF_RANGE (422)            1      1   12,480.00
                Rejected: UNKNOWN_COUNTRY (422)         1      1        3.39
                Returns left aside                      1      2      -2.555
                Adjustments left aside                  2      2     -120.75
                ------------------------------------------------------------
                Sum                                     9     14  12,449.417
                The file                                9     14  12,449.417

                CONFIRMED                   4
                Invoices                    4
                Money invoiced         89.332
                """);

        String second = replay(0, "--data", folder.resolve("data").toString(), "--speed", "20");
        assertThat(second).containsIgnoringWhitespaces("""
                Orders accepted                         4      8      89.332
                  of these, accepted before             4      8      89.332
                """);
        assertThat(second).containsIgnoringWhitespaces("""
                CONFIRMED                   4
                Invoices                    4
                Money invoiced         89.332
                """);
    }

    @Test
    void theDoctorFindsTheShopByItsDataDirectory() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exit = Lab.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "doctor",
                "--data",
                folder.resolve("data").toString());

        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString()).contains(" 0 problems.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void saysWhenTheKeyIsNotTheShops() {
        assertThat(replay(1, "--key", "esteira_of_somebody_else"))
                .contains("esteira: The shop does not take the products");
    }

    private static String replay(int exitCode, String... options) {
        String[] words = new String[options.length + 4];
        words[0] = "replay";
        words[1] = Sample.path().toString();
        words[2] = "--url";
        words[3] = shop.url();
        System.arraycopy(options, 0, words, 4, options.length);
        StringWriter said = new StringWriter();
        PrintWriter console = new PrintWriter(said, true);
        assertThat(Lab.run(console, console, words)).as(said::toString).isEqualTo(exitCode);
        return said.toString();
    }
}
