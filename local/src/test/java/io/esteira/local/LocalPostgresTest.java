package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

    private static final String PASSWORD = "a password for this test";

    @Test
    void aSecondStartKeepsTheRows(@TempDir Path temporary) throws Exception {
        Path data = temporary.resolve("with a space");
        try (LocalPostgres first = LocalPostgres.start(data, PASSWORD)) {
            HeldStack.write(first, "first run");
        }
        try (LocalPostgres second = LocalPostgres.start(data, PASSWORD)) {
            HeldStack.write(second, "second run");
            assertThat(values(second)).containsExactly("first run", "second run");
        }
    }

    @Test
    void aKilledServerComesBackOnItsPortWithWhatWasCommitted(@TempDir Path data) throws Exception {
        try (LocalPostgres postgres = LocalPostgres.start(data, PASSWORD);
                Connection open =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password())) {
            HeldStack.write(postgres, "before the kill");
            String address = postgres.jdbcUrl();
            postgres.kill();
            assertThat(postgres.isAlive()).isFalse();
            assertThat(open.isValid(1)).isFalse();

            postgres.restart();
            assertThat(postgres.jdbcUrl()).isEqualTo(address);
            assertThat(values(postgres)).containsExactly("before the kill");
        }
    }

    @Test
    void aPausedServerAnswersWhenItGoesOn(@TempDir Path data) throws Exception {
        try (LocalPostgres postgres = LocalPostgres.start(data, PASSWORD);
                Connection open =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password())) {
            postgres.pause();
            CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> answers(open));
            assertThatThrownBy(() -> answer.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            postgres.resume();
            assertThat(answer.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean answers(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void aServerLeftOverFromAnEarlierRunIsStopped(@TempDir Path data) throws Exception {
        LocalPostgres leftOver = LocalPostgres.start(data, PASSWORD);
        HeldStack.write(leftOver, "kept");
        ProcessHandle process = serverProcess(data);
        try (LocalPostgres next = LocalPostgres.start(data, PASSWORD)) {
            Awaitility.await().until(() -> !process.isAlive());
            assertThat(values(next)).containsExactly("kept");
        }
    }

    @Test
    void aPidFileThatNamesAnotherProgramDoesNotStopIt(@TempDir Path data) throws Exception {
        LocalPostgres.start(data, PASSWORD).close();
        Path pidFile = data.resolve("postgres").resolve("postmaster.pid");
        Files.writeString(
                pidFile,
                ProcessHandle.current().pid() + "\n" + data.resolve("postgres") + "\n1700000000\n5432\n\n127.0.0.1\n");
        try (LocalPostgres next = LocalPostgres.start(data, PASSWORD)) {
            HeldStack.write(next, "alive");
            assertThat(values(next)).containsExactly("alive");
        }
    }

    /** Root in most containers: no user namespaces, so another account runs the server. */
    @Test
    @EnabledIf("isRootWithRunuser")
    void rootHandsItToAnotherAccountWhereItMust(@TempDir Path data) throws Exception {
        UnprivilegedUser nobody = new UnprivilegedUser(List.of("runuser", "-u", "nobody", "--"), "nobody");
        try (LocalPostgres first = LocalPostgres.start(data, PASSWORD, nobody)) {
            HeldStack.write(first, "first run");
            assertThat(Files.getOwner(data.resolve("postgres").resolve("postmaster.pid"))
                            .getName())
                    .isEqualTo("nobody");
        }
        try (LocalPostgres second = LocalPostgres.start(data, PASSWORD, nobody)) {
            assertThat(values(second)).containsExactly("first run");
        }
    }

    static boolean isRootWithRunuser() throws IOException {
        return System.getProperty("user.name").equals("root")
                && Command.run(List.of("sh", "-c", "command -v runuser")).exitCode() == 0;
    }

    @Test
    void nobodyConnectsWithoutThePassword() {
        LocalStack stack = LocalStack.get();
        assertThatThrownBy(() -> DriverManager.getConnection(stack.jdbcUrl(), stack.username(), "guessed")
                        .close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void aClusterOfAnotherVersionIsLeftAlone(@TempDir Path data) throws Exception {
        Path cluster = Files.createDirectories(data.resolve("postgres"));
        Files.writeString(cluster.resolve("PG_VERSION"), "17\n");
        assertThatThrownBy(() -> LocalPostgres.start(data, PASSWORD).close())
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        refusal -> assertThat(refusal.exitCode).isEqualTo(ExitCode.OTHER_VERSION))
                .hasMessageContaining("PostgreSQL 17, this is 18");
    }

    static ProcessHandle serverProcess(Path data) throws Exception {
        String pid = Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"))
                .getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    static List<String> values(LocalPostgres postgres) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT value FROM kept ORDER BY ctid")) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
