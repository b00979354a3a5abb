package io.esteira.local;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browser of the browser tests: the one that {@code ./esteira test} found, else one on the path, else Playwright's
 * own. Where there is none, the test fails and says what is missing.
 */
public final class Chromium implements AutoCloseable {

    private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static Chromium launch() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Path program = installed()
                .or(() -> Optional.of(Path.of(playwright.chromium().executablePath()))
                        .filter(Files::isExecutable))
                .orElseThrow(() -> new IllegalStateException("the browser tests need a Chromium, and there is none:"
                        + " run ./esteira test, which fetches one, or point ESTEIRA_CHROMIUM at one"));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(program)
                                .setEnv(environment())
                                // It runs as root in containers, and reads only pages of this project.
                                .setChromiumSandbox(false)
                                .setArgs(List.of(
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-dev-shm-usage",
                                        "--no-first-run"))));
    }

    /** Where a machine names no language, files would lose all letters that are not ASCII. */
    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("LC_ALL", "C.UTF-8");
        return environment;
    }

    public Browser browser() {
        return browser;
    }

    private static Optional<Path> installed() {
        String chosen = System.getenv("ESTEIRA_CHROMIUM");
        if (chosen != null && !chosen.isBlank()) {
            return Optional.of(Path.of(chosen));
        }
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path).split(File.pathSeparator, -1))
                .filter(directory -> !directory.isBlank())
                .flatMap(directory -> PROGRAMS.stream().map(program -> Path.of(directory, program)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
