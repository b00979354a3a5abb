package io.esteira.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Asks the system for a port that nothing listens on. Another process may take it before it is bound, so whoever uses
 * one tries again with the next.
 */
final class FreePort {

    static final int ATTEMPTS = 4;

    private FreePort() {}

    static int onLoopback() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
