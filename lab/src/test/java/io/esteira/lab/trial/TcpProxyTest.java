package io.esteira.lab.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private static final int A_MOMENT_MILLIS = 200;

    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        proxy = TcpProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void forwardsBothWaysUntilBothAreDone() throws IOException {
        try (Caller caller = new Caller()) {
            caller.say("one");
            assertThat(caller.hear()).isEqualTo("one");
            caller.say("two");
            assertThat(caller.hear()).isEqualTo("two");
            caller.socket.shutdownOutput();
            assertThat(caller.hear()).isNull();
        }
    }

    @Test
    void whatWasHeldBackWhileFrozenArrivesInOrderAfterHealing() throws IOException {
        try (Caller caller = new Caller()) {
            caller.say("before");
            assertThat(caller.hear()).isEqualTo("before");
            proxy.freeze();
            caller.say("one");
            caller.say("two");
            assertThatThrownBy(caller::hear).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            assertThat(caller.hearPatiently()).isEqualTo("one");
            assertThat(caller.hearPatiently()).isEqualTo("two");
        }
    }

    @Test
    void aNewConnectionIsTakenWhileFrozenAndHearsNothing() throws IOException {
        proxy.freeze();
        try (Caller caller = new Caller()) {
            caller.say("anybody there?");
            assertThatThrownBy(caller::hear).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            assertThat(caller.hearPatiently()).isEqualTo("anybody there?");
        }
    }

    @Test
    void oneDirectionCanBeFrozenAlone() throws IOException {
        try (Caller caller = new Caller()) {
            proxy.freeze(TcpProxy.Direction.BACK);
            caller.say("heard and not answered");
            assertThatThrownBy(caller::hear).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            assertThat(caller.hearPatiently()).isEqualTo("heard and not answered");
        }
    }

    @Test
    void aCutResetsWhatIsAndWhatComesUntilItIsHealed() throws IOException {
        try (Caller caller = new Caller()) {
            caller.say("one");
            assertThat(caller.hear()).isEqualTo("one");
            proxy.cut();
            assertThatThrownBy(caller::hearPatiently).isInstanceOf(SocketException.class);
        }
        try (Caller caller = new Caller()) {
            assertThatThrownBy(() -> {
                        caller.say("two");
                        if (caller.hearPatiently() == null) {
                            throw new SocketException("ended");
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
        proxy.heal();
        try (Caller caller = new Caller()) {
            caller.say("three");
            assertThat(caller.hearPatiently()).isEqualTo("three");
        }
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException e) {
                        // The caller is gone.
                    }
                });
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private final class Caller implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;

        Caller() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void say(String line) throws IOException {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        String hear() throws IOException {
            socket.setSoTimeout(proxy.isFrozen() ? A_MOMENT_MILLIS : 30_000);
            return in.readLine();
        }

        String hearPatiently() throws IOException {
            socket.setSoTimeout(30_000);
            return in.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
