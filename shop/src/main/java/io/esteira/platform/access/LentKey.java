package io.esteira.platform.access;

/** An API key that this process lent itself, and that is worth nothing once it is closed. */
public final class LentKey implements AutoCloseable {

    private final String key;
    private final Runnable giveBack;

    LentKey(String key, Runnable giveBack) {
        this.key = key;
        this.giveBack = giveBack;
    }

    public String key() {
        return key;
    }

    @Override
    public void close() {
        giveBack.run();
    }

    @Override
    public String toString() {
        return "LentKey";
    }
}
