package io.esteira.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where this user's programs keep what they can make again. */
final class UserCache {

    private UserCache() {}

    static Path directoryOr(Path otherwise) {
        Path cache = standard().resolve("esteira");
        try {
            Files.createDirectories(cache);
            return Files.isWritable(cache) ? cache : otherwise;
        } catch (IOException e) {
            return otherwise;
        }
    }

    private static Path standard() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        if (xdg != null && xdg.startsWith("/")) {
            return Path.of(xdg);
        }
        Path home = Path.of(System.getProperty("user.home", "/"));
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
        return mac ? home.resolve("Library/Caches") : home.resolve(".cache");
    }
}
