package io.esteira.lab.trial;

import io.esteira.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.ObjectNode;

/** JSON lines of which each is with the operating system before {@link #write} returns: it outlives this process. */
final class LineFile implements AutoCloseable {

    private final FileChannel channel;
    private final ReentrantLock lock = new ReentrantLock();

    LineFile(Path file) throws IOException {
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    void write(ObjectNode line) {
        byte[] json = Json.mapper().writeValueAsBytes(line);
        ByteBuffer bytes =
                ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
        lock.lock();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The trial's own record cannot be written", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
