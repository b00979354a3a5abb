package io.esteira.platform.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.esteira.platform.text.Formats;
import io.esteira.platform.text.Templates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticMessageSource;

class PdfPrinterTest {

    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    private final PdfPrinter printer =
            new PdfPrinter(new Templates(new StaticMessageSource(), new Formats("America/Sao_Paulo")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "João Conceição",
                "Zażółć Gęślą Jaźń",
                "Αλέξανδρος Παπαδόπουλος",
                "Владимир Щербаков",
                "Nguyễn Thị Hồng",
                "Øystein Ærø & <b>Søn</b> \"50 % £ R$ €\""
            })
    void writesNamesOfManyCountriesAsTheyAre(String name) throws IOException {
        assertThat(text(greet(name))).contains("Hello, " + name + "!");
    }

    @Test
    void writesWhatItHasNoLettersForAsQuestionMarks() throws IOException {
        assertThat(text(greet("張三"))).contains("Hello, ??!");
    }

    @Test
    void survivesCharactersThatXmlCannotHold() throws IOException {
        assertThat(text(greet("a\u0000b\u001b\ud800c"))).contains("Hello, a").contains("c!");
    }

    @Test
    void givesTheSameBytesForTheSameDocument() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            Set<String> printed = new HashSet<>();
            for (Future<byte[]> printing : IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> greet("Ana Souza")))
                    .toList()) {
                printed.add(Base64.getEncoder().encodeToString(printing.get()));
            }
            assertThat(printed).hasSize(1);
        }
        assertThat(greet("Ana Souza")).isNotEqualTo(greet("Ana Sousa"));
    }

    @Test
    void opensNoAddress(@TempDir Path directory) throws IOException {
        Path picture = directory.resolve("secret.png");
        Files.write(picture, onePixel());
        ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://localhost:" + server.getAddress().getPort() + "/";
            byte[] pdf = printer.print(
                    "pdf/curious",
                    Map.of("address", address, "file", picture.toUri().toString()),
                    Locale.ENGLISH,
                    AT);
            assertThat(asked).isEmpty();
            try (PDDocument document = Loader.loadPDF(pdf)) {
                assertThat(document.getPage(0).getResources().getXObjectNames()).isEmpty();
            }
        } finally {
            server.stop(0);
        }
    }

    private byte[] greet(String name) {
        return printer.print("pdf/greeting", Map.of("name", name), Locale.ENGLISH, AT);
    }

    private static byte[] onePixel() {
        return Base64.getDecoder()
                .decode(
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper reader = new PDFTextStripper();
            reader.setSortByPosition(true);
            return reader.getText(document);
        }
    }
}
