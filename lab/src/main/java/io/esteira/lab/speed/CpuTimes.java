package io.esteira.lab.speed;

import java.util.EnumMap;
import java.util.Map;

/** What each part has used of the processors, in microseconds. */
record CpuTimes(Map<Part, Long> micros) {

    CpuTimes {
        micros = Map.copyOf(micros);
    }

    static CpuTimes none() {
        return new CpuTimes(Map.of());
    }

    long of(Part part) {
        return micros.getOrDefault(part, 0L);
    }

    /** Of everything but the client, which no shop has to pay for. */
    long served() {
        return of(Part.SHOP) + of(Part.BROKERS) + of(Part.POSTGRES);
    }

    CpuTimes since(CpuTimes before) {
        Map<Part, Long> difference = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            difference.put(part, of(part) - before.of(part));
        }
        return new CpuTimes(difference);
    }
}
