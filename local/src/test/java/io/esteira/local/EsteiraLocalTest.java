package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EsteiraLocalTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                  | say what to do
                    down                | Unmatched argument at index 0: 'down'
                    up --colour         | Unknown option: '--colour'
                    up here             | Unmatched argument at index 1: 'here'
                    up --port -1        | --port -1 is not a port; choose one from 1 to 65535, or 0 for a free one
                    up --port 65536     | --port 65536 is not a port; choose one from 1 to 65535, or 0 for a free one
                    up --port eighty    | Invalid value for option '--port': 'eighty' is not an int
                    up --port           | Missing required parameter for option '--port' (PORT)
                    up --brokers 2      | --brokers 2 is not possible; choose 1 or 3
                    up --instances 10   | --instances 10 is not possible; choose 1 to 9
                    up --data a,b       | --data a,b has a character that Kafka or PostgreSQL would misread
                    up --data a$b       | --data a$b has a character that Kafka or PostgreSQL would misread
                    up --bind 300.1.1.1 | --bind 300.1.1.1 is not an address of this machine
                    """)
    void wrongUsageIsOneClearLineAndExitCode2(String words, String line) {
        assertThat(run(words.isEmpty() ? new String[0] : words.split(" ", -1))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .contains(line)
                .contains("--help)");
    }

    @Test
    void aTakenPortIsSaidBeforeAnythingStarts(@TempDir Path temporary) throws Exception {
        Path data = temporary.resolve("data");
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(other.getLocalPort());
            assertThat(run("up", "--port", port, "--data", data.toString())).isEqualTo(3);
            assertThat(err.toString().lines())
                    .containsExactly("esteira: port " + port + " is taken by another program; choose another --port");
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void aDirectoryOfSomethingElseIsRefused(@TempDir Path temporary) throws Exception {
        Files.writeString(temporary.resolve("thesis.txt"), "precious");
        assertThat(run("up", "--port", String.valueOf(FreePort.onLoopback()), "--data", temporary.toString()))
                .isEqualTo(9);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void dataOfOneBrokerIsNotOpenedWithThree(@TempDir Path temporary) throws Exception {
        Path data = temporary.resolve("data");
        DataDirectory.open(data, false).close();
        Files.createDirectory(data.resolve("kafka"));
        String port = String.valueOf(FreePort.onLoopback());
        assertThat(run("up", "--port", port, "--data", data.toString(), "--brokers", "3"))
                .isEqualTo(10);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("was made with --brokers 1");
    }

    @Test
    void helpNamesEveryOptionAndExitCode() {
        assertThat(run("up", "--help")).isZero();
        assertThat(out.toString()).contains("--port", "--bind", "--data", "--brokers", "--instances", "--fresh");
        for (ExitCode exitCode : ExitCode.values()) {
            assertThat(out.toString()).containsPattern("(?m)^  " + exitCode.number + " ");
        }
    }

    private int run(String... words) {
        return EsteiraLocal.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
