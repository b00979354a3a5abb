package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {

    @Test
    void whatWasWrittenBeforeAKillIsThereAfterTheNextStart(@TempDir Path data) throws Exception {
        Process killed = HeldStack.start(data);
        try (BufferedReader said = killed.inputReader()) {
            assertThat(said.readLine()).isEqualTo(HeldStack.WRITTEN);
        } finally {
            killed.destroyForcibly().waitFor();
        }
        ProcessHandle leftOver = LocalPostgresTest.serverProcess(data);
        Awaitility.await("the server does not outlive it").atMost(Patience.LONG).until(() -> !leftOver.isAlive());

        String password = Credentials.in(data).postgresPassword();
        try (LocalKafka kafka = LocalKafka.start(data);
                LocalPostgres postgres = LocalPostgres.start(data, password)) {
            assertThat(LocalKafkaTest.values(kafka)).containsExactly("before the kill");
            assertThat(LocalPostgresTest.values(postgres)).containsExactly("before the kill");
            HeldStack.write(kafka, "after");
            HeldStack.write(postgres, "after");
        }
    }
}
