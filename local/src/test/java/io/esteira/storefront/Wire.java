package io.esteira.storefront;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A visitor below the browser: every byte of requests and answers is in the test's hands. */
public final class Wire {

    private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\"");
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final URI base;
    private String token = "";

    public Wire(URI base) {
        this.base = base;
    }

    public void cookie(String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setDomain("localhost.local"); // what the store makes of a host without a dot
        cookie.setVersion(0);
        cookies.getCookieStore().add(base, cookie);
    }

    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> page = http.send(request(path).GET().build(), BodyHandlers.ofString());
        Matcher form = TOKEN.matcher(page.body());
        if (form.find()) {
            token = form.group(1);
        }
        return page;
    }

    /** The fields that the page's form holds for itself. */
    public static Map<String, String> hiddenFields(HttpResponse<String> page) {
        return HIDDEN.matcher(page.body())
                .results()
                .collect(Collectors.toMap(field -> field.group(1), field -> field.group(2), (one, other) -> one));
    }

    /** The answer's lines as they come; the request stays open until the stream is closed. */
    Stream<String> lines(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofLines()).body();
    }

    /** Sends a form with the token of the last page that held one. */
    public HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        return postWithToken(path, token, fields);
    }

    HttpResponse<String> postWithToken(String path, String csrf, Map<String, String> fields)
            throws IOException, InterruptedException {
        String body = Stream.concat(fields.entrySet().stream(), Stream.of(Map.entry("_csrf", csrf)))
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Accept", "text/html, */*;q=0.1")
                .header("Accept-Language", "en");
    }
}
