package io.esteira.lab.speed;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** The report in all its forms. */
final class SpeedReports {

    private SpeedReports() {}

    static void write(SpeedReport report, Path directory, PrintWriter out) throws IOException {
        SpeedText.print(report, out);
        SpeedJson.write(report, directory);
        SpeedHtml.write(report, directory);
        out.println(directory.resolve(SpeedHtml.FILE));
    }
}
