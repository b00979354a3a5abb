package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @Test
    void saysWhyAProcessEndedThatNeverWasReady(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("child.log");
        ChildProcess child = new ChildProcess("child", List.of(), NoMain.class, List.of(), log);
        child.start();

        assertThatThrownBy(() -> child.awaitReady(Patience.LONG))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("child ended before it was ready (")
                .hasMessageContaining("NoMain")
                .hasMessageEndingWith(log + " says more");
    }

    private static final class NoMain {}

    @Test
    void startsFromTheCacheOfClassesThatItsParentStartedFrom() {
        List<String> parent =
                List.of("-Xmx1g", "-XX:AOTCache=/tmp/some.aot", "-XX:AOTCacheOutput=/tmp/other.aot", "-Xlog:aot*=off");

        assertThat(ChildProcess.cacheOfClasses(parent)).containsExactly("-XX:AOTCache=/tmp/some.aot", "-Xlog:aot*=off");
    }
}
