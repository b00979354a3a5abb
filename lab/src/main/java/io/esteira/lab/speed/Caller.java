package io.esteira.lab.speed;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection that is kept alive, with one request on it at a time. */
final class Caller implements AutoCloseable {

    private final int port;
    private final Selector selector;
    private final ByteBuffer out;
    private SocketChannel channel;
    private SelectionKey key;
    long dueNanos;
    final Answer answer = new Answer();

    Caller(int port, Selector selector, int requestBytesMax) throws IOException {
        this.port = port;
        this.selector = selector;
        this.out = ByteBuffer.allocateDirect(requestBytesMax);
        this.channel = connect(port);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    private static SocketChannel connect(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel;
    }

    /** After an answer that said so, or an error. */
    void reconnect() throws IOException {
        close();
        channel = connect(port);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(OrderRequests requests, long number, long due) throws IOException {
        dueNanos = due;
        answer.clear();
        out.clear();
        requests.write(number, out);
        out.flip();
        write();
    }

    private void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** @return whether the answer is complete */
    boolean goOn(ByteBuffer in) throws IOException {
        if (out.hasRemaining()) {
            write();
        }
        in.clear();
        if (channel.read(in) < 0) {
            throw new EOFException("The server closed the connection before it answered");
        }
        return answer.add(in.flip());
    }

    @Override
    public void close() throws IOException {
        key.cancel();
        channel.close();
    }
}
