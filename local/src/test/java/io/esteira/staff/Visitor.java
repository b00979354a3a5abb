package io.esteira.staff;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser without JavaScript: keeps cookies, fills forms, goes where a redirect sends him. */
final class Visitor {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final URI base;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Visitor(URI base) {
        this.base = base;
    }

    /** @param path where the visitor ended up */
    record Page(int status, String path, String html) {

        /** The text between the tags, as it is read. */
        String text() {
            return html.replaceAll("(?s)<[^>]+>", " ").replaceAll("\\s+", " ");
        }

        String hidden(String name) {
            Matcher field = HIDDEN.matcher(html);
            while (field.find()) {
                if (field.group(1).equals(name)) {
                    return field.group(2);
                }
            }
            throw new AssertionError("no hidden field " + name + " at " + path);
        }
    }

    Page open(String path) throws IOException, InterruptedException {
        return follow(request(path).GET());
    }

    /** Sends a form of {@code page} with its own hidden fields and {@code fields}. */
    Page send(Page page, String action, Map<String, String> fields) throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(page.html());
        while (hidden.find()) {
            all.put(hidden.group(1), hidden.group(2));
        }
        all.putAll(fields);
        return sendOnly(action, all);
    }

    Page sendOnly(String action, Map<String, String> fields) throws IOException, InterruptedException {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return follow(request(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    Page logIn(String username, String password) throws IOException, InterruptedException {
        return send(open("/staff/login"), "/staff/login", Map.of("username", username, "password", password));
    }

    HttpResponse<byte[]> download(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    }

    /** An open stream, to be closed. */
    HttpResponse<InputStream> stream(String path) throws IOException, InterruptedException {
        return http.send(
                request(path).header("Accept", "text/event-stream").GET().build(), BodyHandlers.ofInputStream());
    }

    /** Each as {@code name=value}. */
    List<String> cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + '=' + cookie.getValue())
                .toList();
    }

    private Page follow(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 == 3) {
            String location = answer.headers().firstValue("Location").orElseThrow();
            return open(answer.uri()
                    .resolve(location)
                    .toString()
                    .substring(base.toString().length()));
        }
        return new Page(answer.statusCode(), answer.uri().getPath(), answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Accept", "text/html")
                .header("Accept-Language", "en");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
