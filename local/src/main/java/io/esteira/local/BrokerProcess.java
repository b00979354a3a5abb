package io.esteira.local;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** The main program of a broker that is a process of its own; its configuration is the file it is given. */
final class BrokerProcess {

    private BrokerProcess() {}

    public static void main(String[] words) throws Exception {
        Lifeline.hold();
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(words[0]))) {
            settings.load(reader);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
        try {
            server.startup();
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.out.println(ChildProcess.READY);
        server.awaitShutdown();
    }
}
