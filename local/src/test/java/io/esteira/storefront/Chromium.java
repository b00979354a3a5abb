package io.esteira.storefront;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real browser for tests: the one that {@code ESTEIRA_CHROMIUM} names, else an installed one, else Playwright's own. */
final class Chromium implements AutoCloseable {

    private static final String VARIABLE = "ESTEIRA_CHROMIUM";
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** @throws IllegalStateException that says what is missing, if there is no browser */
    static Chromium launch() {
        // Fetching a browser is the launcher's business; a test must not begin by downloading three.
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        BrowserType.LaunchOptions options =
                new BrowserType.LaunchOptions().setHeadless(true).setArgs(ARGUMENTS);
        installed(System.getenv()).ifPresent(options::setExecutablePath);
        try {
            return new Chromium(playwright, playwright.chromium().launch(options));
        } catch (PlaywrightException e) {
            playwright.close();
            throw new IllegalStateException(
                    "The browser tests need a Chromium and could not start one. Install it (on Debian or Ubuntu:"
                            + " apt-get install chromium), or name one in " + VARIABLE
                            + ", or run ./esteira test, which fetches one.",
                    e);
        }
    }

    static Optional<Path> installed(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        String[] folders = environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1);
        return NAMES.stream()
                .flatMap(name ->
                        Stream.of(folders).filter(folder -> !folder.isEmpty()).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A visitor of its own, with cookies of its own, in the shop at {@code base}. */
    Visitor visitor(String base, String language, boolean javaScript) {
        return new Visitor(browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(base)
                .setLocale(language)
                .setTimezoneId("America/Sao_Paulo")
                .setViewportSize(1280, 900)
                .setJavaScriptEnabled(javaScript)));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
