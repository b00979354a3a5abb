package io.esteira.platform.deadletters;

import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.DeadLetters;
import io.esteira.platform.kafka.RecordSource;
import io.esteira.platform.kafka.Surroundings;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.transaction.support.TransactionOperations;

/** Carries the dead-letter topics into the table. A letter that nobody here can have written is passed. */
final class DeadLetterReader implements BatchMessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterReader.class);
    private static final Pattern CONSUMER = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final int SOURCE_LENGTH_MAX = 300;

    private final DeadLetterTable table;
    private final TransactionOperations transactions;

    DeadLetterReader(DeadLetterTable table, TransactionOperations transactions) {
        this.table = table;
        this.transactions = transactions;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            transactions.executeWithoutResult(_ -> records.forEach(this::apply));
        } catch (RuntimeException e) {
            if (Surroundings.failed(e)) {
                throw e;
            }
            records.forEach(this::applyAlone);
        }
    }

    private void applyAlone(ConsumerRecord<byte[], byte[]> record) {
        try {
            transactions.executeWithoutResult(_ -> apply(record));
        } catch (RuntimeException e) {
            if (Surroundings.failed(e)) {
                throw e;
            }
            log.error("{} is no dead letter, it is passed", RecordSource.of(record), e);
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        DeadLetter letter = DeadLetter.of(record.headers()).orElse(null);
        if (letter == null
                || !CONSUMER.matcher(letter.consumer()).matches()
                || letter.source().length() > SOURCE_LENGTH_MAX) {
            log.warn("{} is no dead letter, it is passed", RecordSource.of(record));
            return;
        }
        String topic = RecordSource.parse(letter.source())
                .map(RecordSource::topic)
                .orElseGet(() -> letter.source().replaceAll("/.*", ""));
        if (!record.topic().equals(DeadLetters.deadLetterName(topic))) {
            log.warn("{} is of another topic, it is passed", RecordSource.of(record));
            return;
        }
        table.apply(letter, topic, record);
    }
}
