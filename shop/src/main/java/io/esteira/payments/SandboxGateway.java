package io.esteira.payments;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.PaymentInstrument;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A gateway that moves no money and otherwise behaves like one: it remembers every key, whatever becomes of us. Its
 * tokens choose the outcome.
 */
final class SandboxGateway implements PaymentGateway, AutoCloseable {

    static final String APPROVED = "tok_approved";
    static final String DECLINED = "tok_declined";
    /** Fails twice, then approves. */
    static final String ERROR = "tok_error";
    /** Charges, then times out, however often the charge is sent. */
    static final String UNKNOWN = "tok_unknown";

    private static final int FAILURES = 2;

    private final JdbcClient memory;
    private final Duration latency;
    private final Together<Charge, Answer.Definite> charges = new Together<>("sandbox", 2, this::rememberAll);

    SandboxGateway(JdbcClient memory, Duration latency) {
        this.memory = memory;
        this.latency = latency;
    }

    @Override
    public Answer capture(String idempotencyKey, OrderId orderId, Money amount, PaymentInstrument instrument) {
        takeTime();
        return switch (instrument.token()) {
            case APPROVED -> remember(idempotencyKey, amount, "pay", null);
            case DECLINED -> remember(idempotencyKey, amount, "pay", "card_declined");
            case ERROR -> failTwice(idempotencyKey, amount);
            case UNKNOWN -> {
                remember(idempotencyKey, amount, "pay", null);
                yield new Answer.Unknown("timed out");
            }
            default -> remember(idempotencyKey, amount, "pay", "unknown_token");
        };
    }

    @Override
    public Answer refund(String idempotencyKey, String reference, Money amount) {
        takeTime();
        boolean charged = memory.sql("SELECT true FROM payments.sandbox_charges WHERE reference = ?")
                .param(reference)
                .query(Boolean.class)
                .optional()
                .isPresent();
        return remember(idempotencyKey, amount, "ref", charged ? null : "unknown_payment");
    }

    @Override
    public Finding find(String idempotencyKey) {
        takeTime();
        return memory.sql("""
                        SELECT reference, code FROM payments.sandbox_charges
                        WHERE idempotency_key = ? AND (reference IS NOT NULL OR code IS NOT NULL)""")
                .param(idempotencyKey)
                .query((row, n) -> answer(row.getString("reference"), row.getString("code")))
                .optional()
                .<Finding>map(Finding.Known::new)
                .orElseGet(Finding.NeverHeard::new);
    }

    private Answer.Definite remember(String key, Money amount, String prefix, @Nullable String code) {
        return charges.ask(new Charge(key, amount, code == null ? newReference(prefix) : null, code));
    }

    /** @param reference null for what was declined; else the name that it gets unless its key has one */
    private record Charge(
            String key,
            Money amount,
            @Nullable String reference,
            @Nullable String code) {}

    private List<Answer.Definite> rememberAll(List<Charge> some) {
        Map<String, Answer.Definite> known = new HashMap<>();
        memory.sql("""
                        INSERT INTO payments.sandbox_charges (idempotency_key, currency, amount, reference, code)
                        SELECT * FROM unnest(:keys::text[], :currencies::text[], :amounts::numeric[],
                                             :references::text[], :codes::text[])
                               AS new (idempotency_key, currency, amount, reference, code)
                        ORDER BY idempotency_key
                        ON CONFLICT DO NOTHING
                        RETURNING idempotency_key, reference, code""")
                .param("keys", column(some, Charge::key))
                .param("currencies", column(some, charge -> charge.amount().currency()))
                .param(
                        "amounts",
                        column(some, charge -> charge.amount().amount().toPlainString()))
                .param("references", column(some, Charge::reference))
                .param("codes", column(some, Charge::code))
                .query(row -> {
                    known.put(row.getString(1), answer(row.getString(2), row.getString(3)));
                });
        return some.stream()
                .map(charge -> known.computeIfAbsent(charge.key(), this::remembered))
                .toList();
    }

    private static @Nullable String[] column(List<Charge> charges, Function<Charge, @Nullable String> value) {
        return charges.stream().map(value).toArray(String[]::new);
    }

    private Answer failTwice(String key, Money amount) {
        return memory.sql("""
                        INSERT INTO payments.sandbox_charges AS known (idempotency_key, currency, amount, failures)
                        VALUES (:key, :currency, :amount, 1)
                        ON CONFLICT (idempotency_key) DO UPDATE SET
                            failures = known.failures + 1,
                            reference = CASE WHEN known.failures >= :failures
                                             THEN coalesce(known.reference, :reference) END
                        RETURNING reference""")
                .param("key", key)
                .param("currency", amount.currency())
                .param("amount", amount.amount())
                .param("failures", FAILURES)
                .param("reference", newReference("pay"))
                .query((row, n) -> {
                    String reference = row.getString("reference");
                    return reference == null
                            ? new Answer.NotDone("temporarily unavailable")
                            : new Answer.Approved(reference);
                })
                .single();
    }

    private Answer.Definite remembered(String key) {
        return memory.sql("SELECT reference, code FROM payments.sandbox_charges WHERE idempotency_key = ?")
                .param(key)
                .query((row, n) -> answer(row.getString("reference"), row.getString("code")))
                .single();
    }

    private static Answer.Definite answer(@Nullable String reference, @Nullable String code) {
        if (reference != null) {
            return new Answer.Approved(reference);
        }
        if (code != null) {
            return new Answer.Declined(code);
        }
        throw new IllegalStateException("The key was used with a token that is still failing");
    }

    private static String newReference(String prefix) {
        return prefix + "_" + UUID.randomUUID().toString().replace("-", "");
    }

    private void takeTime() {
        if (latency.isPositive()) {
            try {
                Thread.sleep(latency);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while calling the gateway", e);
            }
        }
    }

    @Override
    public void close() {
        charges.close();
    }
}
