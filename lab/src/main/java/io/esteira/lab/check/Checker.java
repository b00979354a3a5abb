package io.esteira.lab.check;

import java.util.Set;
import java.util.function.Consumer;

/**
 * Judges a shop at rest by what it left behind: I1 to I8, every order, every piece, every cent.
 *
 * <p>A million orders, with twelve million records, fit into 700 MB of heap.
 */
public final class Checker {

    private final Consumer<String> progress;

    public Checker() {
        this(line -> {});
    }

    /** @param progress hears now and then how far the check is */
    public Checker(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Reads everything and judges it.
     *
     * @throws RuntimeException if some of the evidence cannot be had; there is no verdict then
     */
    public Verdict check(Evidence evidence) {
        try (RealSources sources = new RealSources(evidence, progress)) {
            return check(sources);
        }
    }

    Verdict check(Sources sources) {
        Findings findings = new Findings();
        Orders orders = new Orders();
        Journal journal = new Journal(orders, findings);
        Reading reading = new Reading(sources, journal, findings);
        Set<String> topics = sources.topics();

        say("the journal");
        journal.read(sources);

        // Each of these reads on what those before it have read.
        Placing placing = new Placing(orders, journal, findings);
        placing.read(reading);
        Transitions transitions = new Transitions(orders, journal, findings);
        transitions.read(reading);
        Endings endings = new Endings(orders, journal, findings);
        endings.read(reading);
        Stock stock = new Stock(orders, journal, findings);
        stock.read(reading, topics);
        say("the tables");
        new ReadModel(orders, findings).read(reading);
        Invoices invoices = new Invoices(orders, findings);
        invoices.read(reading);
        Money money = new Money(orders, findings);
        money.read(reading);
        say("the mailbox");
        Letters letters = new Letters(orders, journal, findings);
        letters.read(reading, sources);
        DeadLetters.count(sources, topics, findings);

        say("the judgement");
        placing.judge();
        endings.judge(stock);
        new StockTaking(stock, orders, journal, findings).judge();
        invoices.judge();
        money.judge();
        letters.judge();
        return findings.verdict();
    }

    private void say(String what) {
        progress.accept("Checking " + what);
    }
}
