package io.esteira.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a port that nothing listens on. It lies below those that systems give to outgoing connections (from 32768 on
 * Linux, from 49152 elsewhere), or one of our own connections might take it before it is bound. Another process still
 * may, so whoever can tries again with the next. This process is never given the same port twice.
 */
public final class FreePort {

    static final int ATTEMPTS = 4;

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 100;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    public static int onLoopback() throws IOException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!GIVEN.add(port)) {
                continue;
            }
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // Taken; the next may be free.
            }
        }
        throw new IOException("no free port between " + LOWEST + " and " + HIGHEST);
    }
}
