package io.esteira.lab.trial;

import io.esteira.local.Broker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where brokers keep their logs, so that one of them can find its disk full. A small trial mounts a small file system
 * for each, where that is permitted. A large one has no memory for that; there, and without the permission, the limit
 * that Linux puts on the size of a process's files does the same to whoever writes.
 */
sealed interface Disks {

    /** @param broker counts from 1 */
    Path logDir(int broker);

    /** How a disk gets full, for people; empty if it cannot. */
    String how();

    /** From now on the broker's disk takes not one byte more. */
    void fill(Broker broker) throws IOException;

    void free(Broker broker) throws IOException;

    /** @param orders that the trial is to have */
    static Disks under(Path data, int brokers, long orders, Warden warden) throws IOException {
        if (orders <= Mounted.ORDERS_MAX) {
            Path probe = Files.createDirectories(data.resolve("kafka-probe"));
            if (Mounted.mount(probe) && Commands.succeeds("umount", probe.toString())) {
                for (int broker = 1; broker <= brokers; broker++) {
                    Path mount = Files.createDirectories(Mounted.directory(data, broker));
                    if (!Mounted.mount(mount)) {
                        throw new IOException(mount + " could not be mounted");
                    }
                    warden.unmount(mount);
                }
                return new Mounted(data);
            }
        }
        return Commands.succeeds("prlimit", "--version") ? new Limited(data) : new Endless(data);
    }

    /** A tmpfs for each broker; a file of ours takes what is left of it. */
    record Mounted(Path data) implements Disks {

        static final long ORDERS_MAX = 20_000;
        private static final String SIZE = "size=1g";
        private static final int BLOCK_BYTES = 4 * 1024;

        static Path directory(Path data, int broker) {
            return data.resolve("disk-" + broker);
        }

        static boolean mount(Path directory) {
            return Commands.succeeds("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", directory.toString());
        }

        @Override
        public Path logDir(int broker) {
            return directory(data, broker).resolve("kafka");
        }

        @Override
        public String how() {
            return "tmpfs of 1 GiB, filled up";
        }

        @Override
        public void fill(Broker broker) throws IOException {
            Path filler = filler(broker);
            var _ = Commands.succeeds("fallocate", "-l", free(filler), filler.toString());
            byte[] block = new byte[BLOCK_BYTES];
            try (OutputStream out = Files.newOutputStream(
                    filler, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(block);
                }
            } catch (IOException full) {
                // That is what it is for.
            }
        }

        private static String free(Path filler) throws IOException {
            return String.valueOf(Files.getFileStore(filler.getParent()).getUsableSpace());
        }

        @Override
        public void free(Broker broker) throws IOException {
            Files.deleteIfExists(filler(broker));
        }

        private Path filler(Broker broker) {
            return directory(data, broker.id()).resolve("filler");
        }
    }

    /** No file of the broker's grows any more, which it meets as it would meet a full disk. */
    record Limited(Path data) implements Disks {

        @Override
        public Path logDir(int broker) {
            return data.resolve("kafka-" + broker);
        }

        @Override
        public String how() {
            return "the broker's files may not grow (RLIMIT_FSIZE)";
        }

        @Override
        public void fill(Broker broker) throws IOException {
            limit(broker, "1");
        }

        @Override
        public void free(Broker broker) throws IOException {
            if (broker.isAlive()) {
                limit(broker, "unlimited");
            }
        }

        private static void limit(Broker broker, String size) throws IOException {
            if (!Commands.succeeds(
                    "prlimit", "--pid", String.valueOf(broker.pid()), "--fsize=" + size + ":unlimited")) {
                throw new IOException("The size of " + broker + "'s files could not be limited");
            }
        }
    }

    /** This machine has no way to it. */
    record Endless(Path data) implements Disks {

        @Override
        public Path logDir(int broker) {
            return data.resolve("kafka-" + broker);
        }

        @Override
        public String how() {
            return "";
        }

        @Override
        public void fill(Broker broker) throws IOException {
            throw new IOException("This machine can fill no disk");
        }

        @Override
        public void free(Broker broker) {
            // It was never full.
        }
    }
}
