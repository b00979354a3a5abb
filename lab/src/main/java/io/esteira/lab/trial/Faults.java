package io.esteira.lab.trial;

import io.esteira.local.Broker;
import io.esteira.local.ShopInstance;
import java.util.List;

/** Makes faults of plans. */
final class Faults {

    private final TrialStack stack;
    private final Disks disks;
    private final SmtpSink mails;
    private final Load load;
    private final BadRecords records;
    private final Warden warden;

    Faults(TrialStack stack, Disks disks, SmtpSink mails, Load load, BadRecords records, Warden warden) {
        this.stack = stack;
        this.disks = disks;
        this.mails = mails;
        this.load = load;
        this.records = records;
        this.warden = warden;
    }

    private interface Act {
        void run() throws Exception;
    }

    private record Acts(Act first, Act then) implements Fault {
        @Override
        public void begin() throws Exception {
            first.run();
        }

        @Override
        public void end() throws Exception {
            then.run();
        }
    }

    Fault of(PlannedFault plan) {
        List<Broker> brokers =
                plan.brokers().stream().map(stack.cluster::broker).toList();
        List<ShopInstance> shops = plan.instances().stream().map(stack::shop).toList();
        return switch (plan.kind()) {
            case BROKER_KILL, TWO_BROKERS_KILL -> killed(brokers);
            case ALL_BROKERS_KILL -> killed(stack.cluster.brokers());
            case BROKER_PAUSE -> acts(brokers.getFirst()::pause, brokers.getFirst()::resume);
            case INSTANCE_KILL -> acts(shops.getFirst()::kill, () -> start(shops.getFirst()));
            case INSTANCE_PAUSE -> acts(shops.getFirst()::pause, shops.getFirst()::resume);
            case ROLLING_RESTART -> acts(this::restartOneByOne, Faults::nothing);
            case POSTGRES_KILL -> acts(stack.postgres::kill, stack.postgres::restart);
            case POSTGRES_PAUSE -> acts(stack.postgres::pause, stack.postgres::resume);
            case INSTANCE_BROKER_PARTITION ->
                frozen(List.of(stack.wires.kafka(
                        plan.instances().getFirst(), plan.brokers().getFirst())));
            case INSTANCE_KAFKA_PARTITION ->
                frozen(stack.wires.kafka(plan.instances().getFirst()));
            case BROKER_CONTROLLER_PARTITION ->
                frozen(stack.wires.controllers(plan.brokers().getFirst()));
            case INSTANCE_POSTGRES_PARTITION ->
                frozen(List.of(stack.wires.postgres(plan.instances().getFirst())));
            case DISK_FULL -> acts(() -> disks.fill(brokers.getFirst()), () -> freed(brokers.getFirst()));
            case POISON -> acts(() -> records.poison(plan.seed()), Faults::nothing);
            case DUPLICATES -> acts(() -> records.duplicate(plan.seed()), Faults::nothing);
            case GATEWAY_HANG -> new HangingGateway(stack.postgres);
            case SMTP_HANG -> moody(SmtpSink.Mood.HANGS);
            case SMTP_FORGETS -> moody(SmtpSink.Mood.FORGETS);
            case API_REPEATS -> acts(() -> load.everythingTwice(true), () -> load.everythingTwice(false));
        };
    }

    private static Fault acts(Act first, Act then) {
        return new Acts(first, then);
    }

    private static void nothing() {
        // It was over when it began.
    }

    private Fault killed(List<Broker> brokers) {
        return acts(
                () -> {
                    for (Broker broker : brokers) {
                        broker.kill();
                    }
                },
                () -> {
                    for (Broker broker : brokers) {
                        start(broker);
                    }
                });
    }

    private Fault moody(SmtpSink.Mood mood) {
        return acts(() -> mails.mood(mood), () -> mails.mood(SmtpSink.Mood.GOOD));
    }

    private static Fault frozen(List<TcpProxy> wires) {
        return acts(() -> wires.forEach(TcpProxy::freeze), () -> wires.forEach(TcpProxy::heal));
    }

    private void freed(Broker broker) throws Exception {
        disks.free(broker);
        // It may have lost nothing but its followers' trust; most of the time it has ended itself.
        broker.kill();
        start(broker);
    }

    private void restartOneByOne() throws Exception {
        for (ShopInstance shop : stack.shops) {
            shop.stop();
            start(shop);
            shop.awaitReady();
        }
    }

    private void start(Broker broker) throws Exception {
        broker.start();
        warden.watch(broker.pid());
    }

    private void start(ShopInstance shop) throws Exception {
        shop.start();
        warden.watch(shop.pid());
    }
}
