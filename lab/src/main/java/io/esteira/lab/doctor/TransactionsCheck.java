package io.esteira.lab.doctor;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** An open transaction holds back everybody who reads only what is committed. */
record TransactionsCheck(Brokers brokers) implements Check {

    private static final Duration SUSPICIOUS = Duration.ofSeconds(70);

    @Override
    public String on() {
        return "transactions";
    }

    @Override
    public void look(Findings findings) throws Exception {
        Collection<TransactionListing> old = brokers.ask(brokers.admin()
                .listTransactions(new ListTransactionsOptions()
                        .filterStates(List.of(
                                TransactionState.ONGOING,
                                TransactionState.PREPARE_COMMIT,
                                TransactionState.PREPARE_ABORT))
                        .filterOnDuration(SUSPICIOUS.toMillis()))
                .all());
        if (old.isEmpty()) {
            findings.ok(on(), "none is open for longer than " + Words.time(SUSPICIOUS.toMillis()));
            return;
        }
        Map<String, TransactionDescription> described = brokers.ask(brokers.admin()
                .describeTransactions(
                        old.stream().map(TransactionListing::transactionalId).toList())
                .all());
        described.forEach((id, transaction) -> findings.problem(
                on(),
                id + " is " + transaction.state() + " on " + transaction.topicPartitions()
                        + " and holds back all readers there",
                "If its process is gone: kafka-transactions.sh find-hanging, then abort"));
    }
}
