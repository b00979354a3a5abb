package io.esteira.lab.speed;

import io.esteira.local.ShopInstance;
import java.util.List;
import java.util.Map;

/**
 * What a stack is to be.
 *
 * @param partitions of each topic
 * @param jvmOptions of the shop and of the baselines alike
 * @param properties of the shop, beside its defaults
 */
record StackSettings(int partitions, List<String> jvmOptions, Map<String, String> properties) {

    StackSettings {
        jvmOptions = jvmOptions.isEmpty() ? ShopInstance.JVM_OPTIONS : List.copyOf(jvmOptions);
        properties = Map.copyOf(properties);
    }
}
