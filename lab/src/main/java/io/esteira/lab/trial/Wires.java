package io.esteira.lab.trial;

import io.esteira.local.BrokerCluster;
import io.esteira.local.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Every way between the parts of a trial, each with something of ours in between. */
final class Wires implements Routes, AutoCloseable {

    private final List<TcpProxy> toPostgres = new ArrayList<>();
    private final Map<String, TcpProxy> toBrokers = new ConcurrentHashMap<>();
    private final Map<String, TcpProxy> toControllers = new ConcurrentHashMap<>();

    Wires(int instances, int postgresPort) throws IOException {
        for (int i = 0; i < instances; i++) {
            toPostgres.add(TcpProxy.to(postgresPort));
        }
    }

    static String listener(int instance) {
        return "SHOP" + instance;
    }

    @Override
    public int advertisedPort(int broker, String listener, int realPort) {
        if (listener.equals(BrokerCluster.BROKERS)) {
            return realPort;
        }
        return toBrokers
                .computeIfAbsent(listener + "/" + broker, name -> {
                    try {
                        return TcpProxy.to(realPort);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .port();
    }

    @Override
    public String controllerHost(int fromBroker, int toBroker, int realPort) {
        String host = "127.9." + fromBroker + "." + toBroker;
        toControllers.computeIfAbsent(fromBroker + "/" + toBroker, name -> {
            try {
                TcpProxy proxy = TcpProxy.listen(InetAddress.getByName(host), realPort);
                proxy.target(realPort);
                return proxy;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return host;
    }

    TcpProxy postgres(int instance) {
        return toPostgres.get(instance - 1);
    }

    /** From a shop to a broker. */
    TcpProxy kafka(int instance, int broker) {
        return Objects.requireNonNull(toBrokers.get(listener(instance) + "/" + broker));
    }

    List<TcpProxy> kafka(int instance) {
        return toBrokers.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(listener(instance) + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Between a broker and the controllers of the others, whoever of them calls. */
    List<TcpProxy> controllers(int broker) {
        return toControllers.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(broker + "/")
                        || entry.getKey().endsWith("/" + broker))
                .map(Map.Entry::getValue)
                .toList();
    }

    private List<TcpProxy> all() {
        List<TcpProxy> all = new ArrayList<>(toPostgres);
        all.addAll(toBrokers.values());
        all.addAll(toControllers.values());
        return all;
    }

    void heal() {
        all().forEach(TcpProxy::heal);
    }

    @Override
    public void close() {
        all().forEach(TcpProxy::close);
    }
}
