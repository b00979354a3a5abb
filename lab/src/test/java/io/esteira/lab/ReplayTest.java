package io.esteira.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
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

    /** Last, for a replay counts all orders of the shop. */
    @Test
    @Order(Integer.MAX_VALUE)
    void everyOrderOfALoadIsWrittenConfirmedAndInvoicedOnce() throws Exception {
        StringWriter said = new StringWriter();
        PrintWriter console = new PrintWriter(said, true);
        Path out = folder.resolve("speed");
        int exitCode = Lab.run(
                console,
                console,
                "trial",
                "speed",
                "--data",
                folder.resolve("data").toString(),
                "--url",
                shop.url(),
                "--rounds",
                "2",
                "--seconds",
                "1",
                "--connections",
                "8",
                "--skus",
                "20",
                "--out",
                out.toString());

        assertThat(exitCode).as(said::toString).isZero();
        JsonNode report = Json.mapper().readTree(Files.readAllBytes(out.resolve("report.json")));
        assertThat(report.path("holds").asBoolean()).isTrue();
        assertThat(report.path("runs").size()).isEqualTo(2);
        assertThat(report.path("runs")).allSatisfy(run -> {
            assertThat(run.path("done").asLong()).isPositive();
            assertThat(run.path("failed").asLong()).isZero();
        });
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
