package io.esteira.lab.trial;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** How far the trial is: one line that changes on a terminal, else a line every few seconds. */
public final class ProgressLine implements AutoCloseable {

    private static final long TERMINAL_EVERY_MILLIS = 500;
    private static final long LOG_EVERY_MILLIS = 5_000;
    private static final int WIDTH = 118;

    private final PrintWriter out;
    private final boolean terminal;
    private volatile Supplier<String> line = () -> "";
    private volatile boolean isClosed;
    private String last = "";

    public ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        Thread.ofVirtual().name("progress").start(this::run);
    }

    public void show(Supplier<String> fresh) {
        line = fresh;
    }

    /** A line that stays. */
    public synchronized void say(String text) {
        if (terminal) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
        }
        out.println(text);
        out.flush();
    }

    private void run() {
        while (!isClosed) {
            Shops.pause(terminal ? TERMINAL_EVERY_MILLIS : LOG_EVERY_MILLIS);
            print();
        }
    }

    private synchronized void print() {
        String text = line.get();
        if (isClosed || text.isEmpty() || text.equals(last)) {
            return;
        }
        last = text;
        if (terminal) {
            out.print("\r" + String.format("%-" + WIDTH + "." + WIDTH + "s", text));
        } else {
            out.println(text);
        }
        out.flush();
    }

    @Override
    public void close() {
        show(() -> "");
        say("");
        isClosed = true;
    }
}
