package io.esteira.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A process of its own that writes one record and one row, says so, and stays until it is killed. */
final class HeldStack {

    static final String WRITTEN = "written";
    static final String TOPIC = "kept";

    private HeldStack() {}

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[0]);
        LocalKafka kafka = LocalKafka.start(data);
        LocalPostgres postgres = LocalPostgres.start(data, Credentials.in(data).postgresPassword());
        write(kafka, "before the kill");
        write(postgres, "before the kill");
        System.out.println(WRITTEN);
        Thread.currentThread().join();
    }

    static void write(LocalKafka kafka, String value) throws ExecutionException, InterruptedException {
        Map<String, Object> connection = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(connection);
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(connection, new StringSerializer(), new StringSerializer())) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                        .all()
                        .get();
            }
            producer.send(new ProducerRecord<>(TOPIC, "key", value)).get();
        }
    }

    static void write(LocalPostgres postgres, String value) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS kept (value text)");
            statement.execute("INSERT INTO kept VALUES ('" + value + "')");
        }
    }

    static Process start(Path data) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeldStack.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
