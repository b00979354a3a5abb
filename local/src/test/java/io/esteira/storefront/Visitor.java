package io.esteira.storefront;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.esteira.local.Chromium;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Somebody at a browser, who does what people do in a shop, and notices what the browser complains about. Forms are sent
 * with the keyboard: a mouse would wait for the page to hold still, which Playwright cannot see without JavaScript.
 */
final class Visitor implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    /** A visitor with cookies of its own, in the shop at {@code base}. */
    static Visitor at(Chromium chromium, String base, String language, boolean javaScript) {
        return new Visitor(chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL(base)
                        .setLocale(language)
                        .setTimezoneId("America/Sao_Paulo")
                        .setViewportSize(1280, 900)
                        .setJavaScriptEnabled(javaScript)));
    }

    private Visitor(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            // What a content security policy refuses is told here, too.
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("script: " + error));
        page.onResponse(response -> {
            if (response.status() >= 500) {
                complaints.add(response.status() + ": " + response.url());
            }
        });
    }

    Page page() {
        return page;
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Searches for the product and puts it into the cart from the list, without leaving it. */
    void findsAndTakes(String sku) {
        page.navigate("/");
        page.fill("input[name=q]", sku);
        page.press("input[name=q]", "Enter");
        page.waitForURL(Pattern.compile(".*[?&]q=" + sku + ".*"));
        page.press(".card .add", "Enter");
    }

    void setsQuantity(String sku, int quantity) {
        page.navigate("/cart");
        page.fill("#quantity-" + sku, String.valueOf(quantity));
        page.click(".line-quantity button");
        page.waitForURL("**/cart?notice=changed");
    }

    void goesToCheckout() {
        page.navigate("/cart");
        page.press(".panel .button", "Enter");
        page.waitForURL("**/checkout");
    }

    void fillsIn(String email) {
        page.fill("#name", "Ana Souza");
        page.fill("#email", email);
        page.fill("#taxId", "529.982.247-25");
        page.fill("#line1", "Rua A, 10");
        page.fill("#city", "São Paulo");
        page.fill("#region", "SP");
        page.fill("#postalCode", "01310-100");
    }

    void choosesCard(String token) {
        page.check("input[name=card][value=" + token + "]");
    }

    /** Sends the form and arrives at the order's own page. */
    void buys() {
        page.press(".checkout .panel .button", "Enter");
        page.waitForURL("**/orders/**");
    }

    String status() {
        return String.valueOf(page.getAttribute("[data-status]", "data-status"));
    }

    void awaitsStatus(String status) {
        page.waitForSelector("[data-status=" + status + "]");
    }

    @Override
    public void close() {
        context.close();
    }
}
