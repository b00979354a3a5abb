package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    @Test
    void isMadeWhereThereIsNoneAndOpenedAgain() throws Exception {
        Path data = temporary.resolve("a").resolve("b");
        DataDirectory.open(data, false).close();
        Files.writeString(data.resolve("kept"), "kept");
        try (DataDirectory again = DataDirectory.open(data, false)) {
            assertThat(again.root().resolve("kept")).exists();
        }
    }

    @Test
    void servesOneProcessAtATime() throws Exception {
        Path data = temporary.resolve("data");
        try (DataDirectory first = DataDirectory.open(data, false)) {
            assertThat(first.root()).isDirectory();
            refuses(data, false, ExitCode.IN_USE).hasMessageContaining("in use by another running Esteira");
            refuses(data, true, ExitCode.IN_USE);
        }
        DataDirectory.open(data, false).close();
    }

    @Test
    void isRefusedIfAnotherVersionWroteIt() throws Exception {
        Path data = temporary.resolve("data");
        DataDirectory.open(data, false).close();
        Files.writeString(data.resolve("esteira.properties"), "format=99\n");
        refuses(data, false, ExitCode.OTHER_VERSION).hasMessageContaining("format 99, this is 1");
        refuses(data, false, ExitCode.OTHER_VERSION);
    }

    @Test
    void isRefusedIfItHoldsSomethingElse() throws Exception {
        Path precious = Files.writeString(temporary.resolve("thesis.txt"), "precious");
        refuses(temporary, false, ExitCode.NOT_OURS);
        refuses(temporary, true, ExitCode.NOT_OURS).hasMessageContaining("not a data directory of Esteira");
        assertThat(precious).hasContent("precious");
        assertThat(temporary.resolve("esteira.lock")).doesNotExist();
    }

    @Test
    void freshEmptiesOursOfAnyVersion() throws Exception {
        Path data = temporary.resolve("data");
        DataDirectory.open(data, false).close();
        Files.writeString(data.resolve("esteira.properties"), "format=99\n");
        Files.writeString(Files.createDirectories(data.resolve("kafka")).resolve("segment"), "old");
        Path outside = Files.writeString(temporary.resolve("outside"), "stays");
        Files.createSymbolicLink(data.resolve("link"), outside);
        Files.writeString(Files.createDirectories(data.resolve("logs")).resolve("esteira.log"), "why");
        try (DataDirectory fresh = DataDirectory.open(data, true)) {
            fresh.empty();
            assertThat(fresh.logs().resolve("esteira.log")).hasContent("why");
            assertThat(fresh.root().resolve("kafka")).doesNotExist();
            assertThat(fresh.root().resolve("link")).doesNotExist();
            assertThat(fresh.root().resolve("esteira.properties")).hasContent("format=1");
        }
        assertThat(outside).hasContent("stays");
    }

    @Test
    void isRefusedIfItIsNoDirectory() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        refuses(file, false, ExitCode.NOT_WRITABLE).hasMessageContaining("not a directory");
        refuses(file.resolve("below"), false, ExitCode.NOT_WRITABLE).hasMessageContaining("cannot write to");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refuses(
            Path data, boolean fresh, ExitCode exitCode) {
        return assertThatThrownBy(() -> DataDirectory.open(data, fresh).close())
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        refusal -> assertThat(refusal.exitCode).isEqualTo(exitCode));
    }
}
