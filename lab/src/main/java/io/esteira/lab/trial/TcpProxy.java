package io.esteira.lab.trial;

import io.esteira.local.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A wire that can be cut. Stands on loopback between somebody and one address, and forwards what comes, unless told
 * otherwise: {@link #freeze} holds everything back as a network that swallows packets does, {@link #cut} resets every
 * connection, {@link #heal} ends both. What was held back arrives after healing, in order, as TCP would repeat it.
 */
final class TcpProxy implements AutoCloseable {

    /** Which way the bytes go: from whoever connected, or back to him. */
    enum Direction {
        THERE,
        BACK
    }

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int BACKLOG = 512;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final ServerSocket server;
    private final AtomicReference<@Nullable InetSocketAddress> target = new AtomicReference<>();
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final Gate there = new Gate();
    private final Gate back = new Gate();
    private volatile boolean isCut;

    private TcpProxy(ServerSocket server) {
        this.server = server;
    }

    /** Listens at a free port of loopback. Connections are reset until there is a target. */
    static TcpProxy listen() throws IOException {
        return listen(InetAddress.getLoopbackAddress(), FreePort.onLoopback());
    }

    static TcpProxy listen(InetAddress address, int port) throws IOException {
        TcpProxy proxy = new TcpProxy(new ServerSocket(port, BACKLOG, address));
        Thread.ofVirtual().name("proxy-" + proxy.port()).start(proxy::accept);
        return proxy;
    }

    static TcpProxy to(int targetPort) throws IOException {
        TcpProxy proxy = listen();
        proxy.target(targetPort);
        return proxy;
    }

    /** Where it leads, on loopback. */
    void target(int port) {
        target.set(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    int port() {
        return server.getLocalPort();
    }

    /** Swallows everything in both directions, of new connections and of those that are. */
    void freeze() {
        freeze(Direction.THERE);
        freeze(Direction.BACK);
    }

    void freeze(Direction direction) {
        gate(direction).close();
    }

    /** Resets every connection, and each that comes. */
    void cut() {
        isCut = true;
        wires.forEach(Wire::reset);
    }

    void heal() {
        isCut = false;
        there.open();
        back.open();
    }

    boolean isFrozen() {
        return there.isClosed() || back.isClosed();
    }

    private Gate gate(Direction direction) {
        return switch (direction) {
            case THERE -> there;
            case BACK -> back;
        };
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Wire wire = new Wire(near);
                wires.add(wire);
                Thread.ofVirtual().start(wire::connect);
            } catch (IOException e) {
                // Closed, or one connection that ended before it began.
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // It listens no more.
        }
        cut();
        there.open();
        back.open();
    }

    /** One connection and its other half. */
    private final class Wire {

        private final Socket near;
        private volatile @Nullable Socket far;

        Wire(Socket near) {
            this.near = near;
        }

        void connect() {
            try {
                there.pass();
                InetSocketAddress address = target.get();
                if (isCut || address == null) {
                    reset();
                    return;
                }
                Socket socket = new Socket();
                far = socket;
                socket.connect(address, CONNECT_TIMEOUT_MILLIS);
                near.setTcpNoDelay(true);
                socket.setTcpNoDelay(true);
                if (isCut) {
                    reset();
                    return;
                }
                Thread.ofVirtual().start(() -> pump(socket, near, back));
                pump(near, socket, there);
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                reset();
            }
        }

        private void pump(Socket from, Socket to, Gate gate) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    gate.pass();
                    out.write(buffer, 0, read);
                }
                gate.pass();
                to.shutdownOutput();
                if (from.isOutputShutdown() || to.isInputShutdown()) {
                    end();
                }
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                reset();
            }
        }

        /** Both sides have said all that they had to say. */
        private void end() {
            wires.remove(this);
            close(near, false);
            close(far, false);
        }

        void reset() {
            wires.remove(this);
            close(near, true);
            close(far, true);
        }

        private static void close(@Nullable Socket socket, boolean reset) {
            if (socket == null) {
                return;
            }
            try {
                if (reset) {
                    socket.setSoLinger(true, 0);
                }
            } catch (IOException e) {
                // It is closed already.
            }
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }
}
