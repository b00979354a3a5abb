package io.esteira.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void wrongUsageIsOneLineAndExitCode2() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("replay")).isEqualTo(2);
        assertThat(run("replay", "a.csv", "--speed", "fast")).isEqualTo(2);
        assertThat(run("replay", "a.csv", "--speed", "0")).isEqualTo(2);
        assertThat(run("replay", "a.csv", "--sped", "1")).isEqualTo(2);
        assertThat(run("replay", "a.csv", "--url", "localhost:8080")).isEqualTo(2);
        assertThat(run("trial", "faults", "--faults", "earthquake")).isEqualTo(2);
        assertThat(run("trial", "faults", "--brokers", "2")).isEqualTo(2);
        assertThat(run("trial")).isEqualTo(2);
        assertThat(run("trial", "check")).isEqualTo(2);
        assertThat(run("trial", "speed", "--rounds", "0")).isEqualTo(2);
        assertThat(run("trial", "speed", "--connections", "many")).isEqualTo(2);
        assertThat(run("trial", "speed", "--only", "baselines")).isEqualTo(2);
        assertThat(run("trial", "speed", "--data", "data", "--url", "http://example.com:80"))
                .isEqualTo(2);
        assertThat(run("trial", "flash", "--buyers", "10", "--pieces", "11")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(15).allMatch(line -> line.startsWith("esteira: "));
        assertThat(err.toString()).contains("'fast' is neither max nor a number of orders per second");
    }

    @Test
    void helpExplainsItself() {
        assertThat(run("replay", "--help")).isZero();
        assertThat(out.toString()).contains("--speed", "--url", "--key", "Exit codes");
    }

    @Test
    void aDryRunShowsTheSameFaultsEachTime() {
        assertThat(run("trial", "faults", "--short", "--seed", "7", "--dry-run"))
                .isZero();
        String first = out.toString();
        assertThat(first.lines()).hasSize(20).anyMatch(line -> line.contains("all-brokers-kill"));
        assertThat(run("trial", "faults", "--short", "--seed", "7", "--dry-run"))
                .isZero();
        assertThat(out.toString()).isEqualTo(first + first);
    }

    @Test
    void aFileThatIsNotThereIsOneLineAndExitCode1() {
        assertThat(run("replay", "nothing.csv")).isEqualTo(1);
        assertThat(err.toString()).isEqualToNormalizingNewlines("esteira: There is no file nothing.csv\n");
    }

    @Test
    void nothingIsCheckedWithoutAJournal() {
        assertThat(run(
                        "trial",
                        "check",
                        "--journal",
                        "nothing.jsonl",
                        "--bootstrap-servers",
                        "localhost:1",
                        "--jdbc-url",
                        "jdbc:postgresql://localhost:1/x"))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualToNormalizingNewlines("esteira: There is no file nothing.jsonl\n");
    }

    @Test
    void saysWhereItLookedForAKey(@TempDir Path data) {
        assertThat(run("replay", Sample.path().toString(), "--data", data.toString()))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("There is no --key, and " + data.resolve("credentials.properties") + " cannot be read");
    }

    @Test
    void aShopThatIsNotThereIsSaidSoon() throws Exception {
        int port;
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closedAtOnce.getLocalPort();
        }
        String url = "http://localhost:" + port;
        assertThat(run("replay", Sample.path().toString(), "--key", "any", "--url", url))
                .isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("No answer from " + url);
    }

    private int run(String... args) {
        return Lab.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
