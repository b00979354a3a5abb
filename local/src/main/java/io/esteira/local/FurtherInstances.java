package io.esteira.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The second shop and all after it, beside the first, which runs in this process. On loopback, whatever that does. */
final class FurtherInstances implements AutoCloseable {

    private final List<ShopInstance> instances = new ArrayList<>();

    FurtherInstances(UpSettings settings, Path data, Surroundings surroundings) throws IOException {
        for (int number = 2; number <= settings.instances(); number++) {
            instances.add(ShopInstance.of(
                    number,
                    FreePort.onLoopback(),
                    data,
                    surroundings,
                    Map.of(
                            // Whoever sends the mail, its links lead to where the shop is found.
                            "esteira.web.public-url", settings.url(""),
                            "esteira.shutdown.drain", "0s",
                            "spring.lifecycle.timeout-per-shutdown-phase", "5s")));
        }
    }

    /** Side by side; returns when all are ready. */
    void start(Supervisor supervisor, Consumer<ShopInstance> ready) throws IOException, InterruptedException {
        for (ShopInstance instance : instances) {
            instance.start();
        }
        for (ShopInstance instance : instances) {
            instance.awaitReady();
            ready.accept(instance);
            supervisor.watch(instance.process(), instance::start);
        }
    }

    @Override
    public void close() {
        try {
            ChildProcess.stopAll(instances.stream().map(ShopInstance::process).toList(), ShopInstance.STOPPED_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
