package io.esteira.lab.speed;

import io.esteira.lab.trial.ProgressLine;
import io.esteira.lab.trial.TrialLog;
import io.esteira.lab.trial.Warden;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Where something is measured.
 *
 * @param out where all goes
 * @param keep whether the data of brokers and database stays there
 */
record Bench(Path out, boolean keep, StackSettings stack) {

    interface Measurement {

        void on(SpeedStack stack, ProgressLine progress) throws IOException, SQLException, InterruptedException;
    }

    /** Starts a stack, measures on it and ends all that was started, whatever happens. */
    void measure(PrintWriter said, boolean terminal, Measurement measurement)
            throws IOException, SQLException, InterruptedException {
        ProcessTimes.mustBeKnown();
        Files.createDirectories(out);
        TrialLog.to(out);
        Path data = Files.createTempDirectory(out.toAbsolutePath(), "data-");
        try (Warden warden = new Warden();
                ProgressLine progress = new ProgressLine(said, terminal)) {
            if (!keep) {
                warden.delete(data);
            }
            progress.show(() -> "starting three brokers and PostgreSQL");
            try (SpeedStack running = SpeedStack.start(data, stack, warden)) {
                measurement.on(running, progress);
            }
        }
    }
}
