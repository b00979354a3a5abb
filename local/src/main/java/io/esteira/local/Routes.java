package io.esteira.local;

/**
 * Where the parts of a {@link BrokerCluster} look for each other. Whoever puts something in between, such as a proxy
 * that can be cut, answers with where that listens. Asked once for each connection, when the cluster is laid out and
 * before any broker runs: the real port is known, and nothing listens on it yet.
 */
public interface Routes {

    String LOOPBACK = "127.0.0.1";

    /** Everybody finds everybody where he is. */
    Routes DIRECT = new Routes() {};

    /**
     * The port on loopback that clients of this listener are told.
     *
     * @param listener one of the cluster's client listeners, or {@link BrokerCluster#BROKERS}
     */
    default int advertisedPort(int broker, String listener, int realPort) {
        return realPort;
    }

    /**
     * The address at which {@code fromBroker} finds the controller of {@code toBroker}, for votes, metadata and
     * heartbeats; never asked for a broker's own. It may be any of 127.0.0.0/8 (Linux listens on all of them), but the
     * port is {@code realPort} whoever asks: a leader tells all others one address of itself.
     */
    default String controllerHost(int fromBroker, int toBroker, int realPort) {
        return LOOPBACK;
    }
}
