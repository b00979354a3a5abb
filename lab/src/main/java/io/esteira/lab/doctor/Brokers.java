package io.esteira.lab.doctor;

import io.esteira.lab.Trouble;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** A Kafka cluster that is asked questions, each for a bounded time, and told nothing. */
final class Brokers implements AutoCloseable {

    /** Below so many, losing a broker may lose records, and no setting helps. */
    static final int CLUSTER = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(8);
    private static final int CONNECT_MILLIS = 3_000;

    private final Map<String, Object> connection;
    private final Admin admin;
    private final List<Node> nodes;

    private Brokers(Map<String, Object> connection, Admin admin, List<Node> nodes) {
        this.connection = connection;
        this.admin = admin;
        this.nodes = nodes;
    }

    /** Client properties as every Kafka tool reads them from a file. */
    static Map<String, Object> connection(String bootstrapServers, @Nullable Path commandConfig) {
        Properties properties = new Properties();
        if (commandConfig != null) {
            try (Reader reader = Files.newBufferedReader(commandConfig)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new Trouble("Cannot read " + commandConfig + ": " + Reasons.of(e), e);
            }
        }
        Map<String, Object> connection = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> connection.put(name, properties.getProperty(name)));
        connection.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        connection.put(AdminClientConfig.CLIENT_ID_CONFIG, "esteira-doctor");
        connection.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(FIRST_PATIENCE.toMillis()));
        connection.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
        return connection;
    }

    /** @throws Trouble with the reason if nobody answers */
    static Brokers reach(Map<String, Object> connection) throws InterruptedException {
        String bootstrapServers = String.valueOf(connection.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        refuseWhereNobodyListens(bootstrapServers);
        Admin admin;
        try {
            admin = Admin.create(connection);
        } catch (RuntimeException e) {
            throw new Trouble(Reasons.of(e.getCause() == null ? e : e.getCause()), e);
        }
        try {
            Collection<Node> nodes =
                    admin.describeCluster().nodes().get(FIRST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Brokers(connection, admin, List.copyOf(nodes));
        } catch (ExecutionException e) {
            admin.close(Duration.ZERO);
            throw new Trouble(Reasons.of(e), e);
        } catch (TimeoutException e) {
            admin.close(Duration.ZERO);
            throw new Trouble(
                    "something listens, but it did not answer as a broker within " + FIRST_PATIENCE.toSeconds() + " s",
                    e);
        }
    }

    /** A client tries for ever and does not say why; whether anybody listens is known at once. */
    private static void refuseWhereNobodyListens(String bootstrapServers) {
        List<InetSocketAddress> addresses;
        try {
            addresses =
                    ClientUtils.parseAndValidateAddresses(List.of(bootstrapServers.split(",", -1)), "use_all_dns_ips");
        } catch (RuntimeException e) {
            throw new Trouble(Reasons.of(e), e);
        }
        List<String> refusals = new ArrayList<>();
        for (InetSocketAddress address : addresses) {
            try (Socket socket = new Socket()) {
                socket.connect(address, CONNECT_MILLIS);
                return;
            } catch (IOException e) {
                refusals.add(address.getHostString() + ":" + address.getPort() + ": " + Reasons.of(e));
            }
        }
        throw new Trouble(String.join("; ", refusals));
    }

    Admin admin() {
        return admin;
    }

    Map<String, Object> connection() {
        return connection;
    }

    List<Node> nodes() {
        return nodes;
    }

    /** Whether there are enough brokers for records to survive the loss of one. */
    boolean isCluster() {
        return nodes.size() >= CLUSTER;
    }

    <T> T ask(KafkaFuture<T> answer) throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    Set<String> topicNames() throws ExecutionException, InterruptedException, TimeoutException {
        return ask(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    }

    Map<String, TopicDescription> topics(Collection<String> names)
            throws ExecutionException, InterruptedException, TimeoutException {
        return ask(admin.describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames());
    }

    /** Settings by the name of the topic, or the number of the broker. */
    NavigableMap<String, Map<String, String>> settings(ConfigResource.Type type, Collection<String> names)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<ConfigResource> resources =
                names.stream().map(name -> new ConfigResource(type, name)).toList();
        NavigableMap<String, Map<String, String>> settings = new TreeMap<>();
        for (Map.Entry<ConfigResource, Config> each :
                ask(admin.describeConfigs(resources).all()).entrySet()) {
            Map<String, String> values = new HashMap<>();
            for (ConfigEntry entry : each.getValue().entries()) {
                if (entry.value() != null) {
                    values.put(entry.name(), entry.value());
                }
            }
            settings.put(each.getKey().name(), values);
        }
        return settings;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
