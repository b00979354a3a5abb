package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.platform.kafka.DeadLetter;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;

/** Looks at records on topics of dead letters. */
final class ParkedRecords {

    private ParkedRecords() {}

    static TestRecord<String, byte[]> only(List<TestRecord<String, byte[]>> records) {
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    static DeadLetter letter(TestRecord<String, byte[]> record) {
        return DeadLetter.of(record.headers()).orElseThrow();
    }

    static List<DeadLetter> letters(List<TestRecord<String, byte[]>> records) {
        return records.stream().map(ParkedRecords::letter).toList();
    }
}
