package io.esteira.lab.speed;

import io.esteira.lab.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** Reads orders from among all, one after the other, while nothing else happens. */
final class ReadProbe {

    private static final int WARM_UP = 200;
    private static final int READS = 1_000;
    private static final long MICROS_MAX = 60_000_000;

    private ReadProbe() {}

    /** In microseconds. */
    static Histogram read(String url, String apiKey, OrderIds among) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(among.size());
        Histogram micros = new Histogram(MICROS_MAX, 3);
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < WARM_UP + READS; i++) {
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create(url + "/api/orders/" + among.get(random.nextInt(among.size()))))
                        .header("Authorization", "Bearer " + apiKey)
                        .build();
                long begun = System.nanoTime();
                HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
                if (answer.statusCode() != 200) {
                    throw new Trouble("An order could not be read: " + answer.statusCode());
                }
                if (i >= WARM_UP) {
                    micros.recordValue(Math.min(MICROS_MAX, (System.nanoTime() - begun) / 1_000));
                }
            }
        }
        return micros;
    }
}
