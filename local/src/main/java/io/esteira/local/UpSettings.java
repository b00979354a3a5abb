package io.esteira.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What {@code up} was asked for. */
record UpSettings(
        int port, InetAddress bind, Path data, boolean fresh, int brokers, int instances, boolean untilReady) {

    /** Asked before anything starts, so that the answer comes at once and leaves nothing running. */
    void refuseTakenPort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(bind, port));
        } catch (BindException e) {
            String reason = String.valueOf(e.getMessage());
            if (reason.contains("in use")) {
                throw new CannotStart(
                        ExitCode.PORT_TAKEN, "port " + port + " is taken by another program; choose another --port");
            }
            throw new CannotStart(
                    ExitCode.PORT_TAKEN,
                    "cannot listen on " + bind.getHostAddress() + ":" + port + ": " + reason.toLowerCase(Locale.ROOT));
        }
    }

    /** Brokers cannot be added to data or taken away from it: their votes are counted against each other. */
    void refuseOtherBrokers(Path root) {
        boolean one = Files.exists(root.resolve("kafka"));
        boolean three = Files.exists(root.resolve("kafka-1"));
        if (brokers == 1 ? three : one) {
            int other = brokers == 1 ? 3 : 1;
            throw new CannotStart(
                    ExitCode.OTHER_BROKERS,
                    root + " was made with --brokers " + other + "; start it with that, choose another --data, or empty"
                            + " it with --fresh");
        }
    }

    String url(String path) {
        return url(port, path);
    }

    String url(int port, String path) {
        String host = bind.isLoopbackAddress() || bind.isAnyLocalAddress() ? "localhost" : bind.getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + path;
    }
}
