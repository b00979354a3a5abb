package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    private static final long GIB = 1024L * 1024 * 1024;

    @Test
    void aSmallLaptopIsEnough() {
        new Machine(4 * GIB, 2 * GIB, 10 * GIB).refuseIfTooSmall(up(1, 1));
    }

    @Test
    void tooLittleOfAnythingIsSaidInOneLine() {
        refuses(new Machine(GIB, GIB, 10 * GIB), 1, 1, "need 1500 MiB, this machine has 1024");
        refuses(new Machine(8 * GIB, GIB / 4, 10 * GIB), 1, 1, "700 MiB must be free to start, and 256 are");
        refuses(
                new Machine(8 * GIB, 4 * GIB, GIB / 2),
                1,
                1,
                "1024 MiB must be free for the data directory, and 512 are");
    }

    @Test
    void whatIsAProcessOfItsOwnNeedsMemoryOfItsOwn() {
        refuses(new Machine(4 * GIB, 3 * GIB, 10 * GIB), 3, 3, "need 4400 MiB, this machine has 4096");
        refuses(new Machine(8 * GIB, 3 * GIB, 10 * GIB), 3, 3, "3600 MiB must be free to start, and 3072 are");
    }

    @Test
    void thisMachineIsMeasured(@TempDir Path data) throws Exception {
        Machine machine = Machine.under(data);
        assertThat(machine.availableMemoryBytes()).isPositive().isLessThanOrEqualTo(machine.memoryBytes());
        assertThat(machine.diskBytes()).isPositive();
    }

    private static UpSettings up(int brokers, int instances) {
        return new UpSettings(
                8080, InetAddress.getLoopbackAddress(), Path.of("data"), false, brokers, instances, false);
    }

    private static void refuses(Machine machine, int brokers, int instances, String line) {
        assertThatThrownBy(() -> machine.refuseIfTooSmall(up(brokers, instances)))
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        refusal -> assertThat(refusal.exitCode).isEqualTo(ExitCode.NOT_ENOUGH_ROOM))
                .hasMessageContaining(line);
    }
}
