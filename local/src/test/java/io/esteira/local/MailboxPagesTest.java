package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MailboxPagesTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static LocalMailbox mailbox;
    private static ConfigurableApplicationContext web;

    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    static class WebOnly {}

    @BeforeAll
    static void serve(@TempDir Path data) throws Exception {
        mailbox = LocalMailbox.start(data);
        web = new SpringApplicationBuilder(WebOnly.class, LocalEndpoints.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("localMailbox", mailbox))
                .run("--server.port=0", "--spring.main.banner-mode=off");
        LocalMailboxTest.send(mailbox, "ana@example.com", "first");
        LocalMailboxTest.send(mailbox, "bia@example.com", "second <b>bold</b>");
    }

    @AfterAll
    static void stop() {
        web.close();
        mailbox.close();
    }

    @Test
    void scriptsReadItAsJson() throws Exception {
        HttpResponse<String> answer = get("/local/mailbox.json");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode mails = JsonMapper.shared().readTree(answer.body());
        assertThat(mails.size()).isEqualTo(2);
        assertThat(mails.get(0).propertyNames()).containsExactlyInAnyOrder("to", "subject", "text", "attachments");
        assertThat(mails.get(0).get("to").stringValue()).isEqualTo("ana@example.com");
        assertThat(mails.get(0).get("attachments").get(0).stringValue()).isEqualTo("nota-fiscal-é.pdf");
        assertThat(JsonMapper.shared()
                        .readTree(get("/local/mailbox.json?to=bia@example.com").body())
                        .size())
                .isEqualTo(1);
    }

    @Test
    void peopleSeeTheNewestFirstAndSearch() throws Exception {
        String all = get("/local/mailbox").body();
        assertThat(all.indexOf("bia@example.com")).isPositive().isLessThan(all.indexOf("ana@example.com"));
        assertThat(all).contains("second &lt;b&gt;bold&lt;/b&gt;").doesNotContain("<b>bold</b>");
        assertThat(get("/local/mailbox?q=FIRST").body())
                .contains("ana@example.com")
                .doesNotContain("bia@example.com");
    }

    @Test
    void aMessageShowsItsTextAndItsHtmlShutIn() throws Exception {
        HttpResponse<String> page = get("/local/mailbox/1");
        assertThat(page.body())
                .contains(
                        "<iframe sandbox=\"\"", "src=\"/local/mailbox/1/html\"", "Olá, Ana! ção", "nota-fiscal-é.pdf");
        HttpResponse<String> html = get("/local/mailbox/1/html");
        assertThat(html.body()).contains("<script>");
        assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("sandbox; default-src 'none'");
        assertThat(html.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void anAttachmentIsADownload() throws Exception {
        HttpResponse<String> file = get("/local/mailbox/1/attachments/0");
        assertThat(file.body()).isEqualTo(new String(LocalMailboxTest.PDF, StandardCharsets.US_ASCII));
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        for (String path : List.of("3", "0", "-1", "x", "1/attachments/1", "1/attachments/x", "3/html", "x/html")) {
            assertThat(get("/local/mailbox/" + path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void anotherNameForThisMachineIsRefused() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream()
                    .write("GET /local/mailbox.json HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("ana@example.com");
        }
    }

    @Test
    void aBrowserShowsItWithoutRunningWhatIsInAMail() {
        try (Chromium chromium = Chromium.launch();
                Page page = chromium.browser().newPage()) {
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.onDialog(dialog -> complaints.add("dialog: " + dialog.message()));
            page.navigate("http://localhost:" + port() + "/local/mailbox");
            assertThat(page.locator("body").evaluate("body => getComputedStyle(body).margin"))
                    .isEqualTo("0px");
            assertThat(complaints).isEmpty();

            page.getByText("first").click();
            assertThat(page.title()).isEqualTo("first");
            assertThat(page.frameLocator("iframe").locator("b").textContent()).isEqualTo("Ana");
            assertThat(complaints).isNotEmpty().allMatch(line -> line.startsWith("Blocked script execution"));
            Download file = page.waitForDownload(
                    () -> page.getByText("nota-fiscal-é.pdf").click());
            assertThat(file.suggestedFilename()).isEqualTo("nota-fiscal-é.pdf");
        }
    }

    private static int port() {
        return web.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + port() + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
