package io.esteira.lab.speed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** How much heap the shop uses, as it tells itself; asked seldom and aside, for the answer is long and may take long. */
final class Heap implements AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final long ASK_EVERY_MILLIS = 4_000;
    private static final String USED = "jvm_memory_used_bytes{";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
    private final List<String> urls;
    private final String apiKey;
    private final Thread thread;
    private volatile long known;

    Heap(List<String> urls, String apiKey) {
        this.urls = List.copyOf(urls);
        this.apiKey = apiKey;
        this.thread = Thread.ofPlatform().daemon().name("heap").start(this::run);
    }

    /** As of a few seconds ago; 0 while nobody has said. */
    long usedBytes() {
        return known;
    }

    private void run() {
        try {
            while (true) {
                try {
                    long sum = 0;
                    for (String url : urls) {
                        sum += ask(url);
                    }
                    known = sum;
                } catch (IOException e) {
                    // It starts just now, or has too much to do: what was known stays.
                }
                Thread.sleep(ASK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            // Nobody wants to know any more.
        }
    }

    private long ask(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/actuator/prometheus"))
                .timeout(ANSWER_WITHIN)
                .header("Authorization", "Bearer " + apiKey)
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        return answer.body()
                .lines()
                .filter(line -> line.startsWith(USED) && line.contains("area=\"heap\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        thread.interrupt();
        http.shutdownNow();
    }
}
