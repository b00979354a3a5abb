package io.esteira.lab;

import io.esteira.contracts.OrderStatus;
import io.esteira.lab.Afterwards.Endings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends the orders of a file to a running shop and accounts for every line of it. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends the orders of a CSV file in the Online Retail format to a running shop.",
            "Imports the file's products and the stock that its orders need, sends each sale as an order with its own"
                    + " prices, waits until every order is final, and accounts for every line and penny.",
            "The same file again accepts nothing twice."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:everything adds up", "1:something does not, or the shop cannot be used", "2:wrong usage"})
final class Replay implements Callable<Integer> {

    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Parameters(paramLabel = "FILE.csv[.gz]", description = "The file, plain or packed.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "The shop (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private URI url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "An API key with the scopes orders:write, orders:price, orders:read, catalog:write, stock:read and"
                            + " stock:write. Else the one in <data>/credentials.properties.")
    private @Nullable String key;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "The shop's data directory (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            defaultValue = "max",
            converter = Speed.Converter.class,
            description = "Orders a second, or as many as go through (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Speed speed;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
            throw new ParameterException(spec.commandLine(), "--url " + url + " is no address of a shop");
        }
        RetailFile retail = RetailFile.read(file);
        String ownKey = key == null ? keptKey(data) : key;
        mustAnswer(ownKey);
        try (ShopApi shop = new ShopApi(url, ownKey)) {
            return replay(retail, shop);
        }
    }

    /** An outage is waited for; a shop that was never there is not. */
    private void mustAnswer(String ownKey) {
        try (ShopApi shop = new ShopApi(url, ownKey, FIRST_PATIENCE)) {
            if (!shop.get("/livez").isGood()) {
                throw new Trouble("What answers at " + url + " is not a shop");
            }
        }
    }

    private int replay(RetailFile retail, ShopApi shop) {
        PrintWriter out = out();
        out().printf(
                        Locale.ROOT,
                        "%s: %,d lines, %,d invoices%n",
                        file.getFileName(),
                        retail.total().lines(),
                        retail.total().invoices());
        RetailCatalogue catalogue = new RetailCatalogue(retail.invoices());
        List<RetailOrder> orders = retail.invoices().stream()
                .filter(invoice -> invoice.kind() == RetailInvoice.Kind.SALE)
                .map(invoice -> RetailOrder.of(invoice, retail, catalogue))
                .toList();

        Supply supply = new Supply(shop);
        Instant opened = shop.clock();
        supply.importProducts(catalogue.products());
        out().printf(
                        Locale.ROOT,
                        "%,d products are in the catalogue%n",
                        catalogue.products().size());
        supply.provide("replay:" + retail.fingerprint(), Supply.pieces(orders));
        out().printf(Locale.ROOT, "The stock that the orders need is in the house%n");

        Instant begun = shop.awaitPast(opened);
        long start = System.nanoTime();
        List<Outcome> outcomes;
        try (Progress progress = progress("Sending", orders.size())) {
            outcomes = new Sending(shop, speed, begun).send(orders, progress);
        }
        Duration sending = Duration.ofNanos(System.nanoTime() - start);
        Reconciliation reconciliation = new Reconciliation(retail, outcomes);

        List<Outcome.Accepted> accepted = outcomes.stream()
                .filter(Outcome.Accepted.class::isInstance)
                .map(Outcome.Accepted.class::cast)
                .toList();
        Endings endings;
        try (Progress progress = progress("Settling", accepted.size())) {
            endings = new Afterwards(shop, PATIENCE).await(accepted, progress);
        }
        Duration settling = Duration.ofNanos(System.nanoTime() - start);

        out.println();
        reconciliation.table().print(out);
        out.println();
        print(endings);
        out.println();
        out().printf(
                        Locale.ROOT,
                        "Answered after %s, %s orders/s; settled and invoiced after %s, %s orders/s%n",
                        seconds(sending),
                        rate(orders.size(), sending),
                        seconds(settling),
                        rate(accepted.size(), settling));
        List<String> faults = new ArrayList<>(reconciliation.faults());
        faults.addAll(faults(endings, reconciliation));
        faults.forEach(fault -> spec.commandLine().getErr().println("esteira: " + fault));
        out.println(faults.isEmpty() ? "Everything adds up." : "This does not add up.");
        return faults.isEmpty() ? 0 : 1;
    }

    private void print(Endings endings) {
        endings.orders().forEach((status, count) -> out().printf(Locale.ROOT, "%-18s %,10d%n", status, count));
        out().printf(Locale.ROOT, "%-18s %,10d%n", "Invoices", endings.invoices());
        out().printf(
                        Locale.ROOT,
                        "%-18s %10s%n",
                        "Money invoiced",
                        Table.number("#,##0.00################", endings.invoiced()));
    }

    private static List<String> faults(Endings endings, Reconciliation reconciliation) {
        List<String> faults = new ArrayList<>();
        if (endings.open() > 0) {
            faults.add(endings.open() + " orders are not final, or have no invoice");
        }
        int confirmed = endings.orders().getOrDefault(OrderStatus.CONFIRMED, 0);
        if (endings.invoices() != confirmed) {
            faults.add(endings.invoices() + " invoices for " + confirmed + " confirmed orders");
        }
        Sum accepted = reconciliation.accepted();
        if (confirmed == accepted.invoices() && endings.invoiced().compareTo(accepted.money()) != 0) {
            faults.add("Accepted for " + accepted.money() + ", invoiced " + endings.invoiced());
        }
        return faults;
    }

    private static String keptKey(Path data) {
        Path credentials = data.resolve("credentials.properties");
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(credentials)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new Trouble("There is no --key, and " + credentials + " cannot be read", e);
        }
        String kept = properties.getProperty("api.key");
        if (kept == null) {
            throw new Trouble("There is no --key, and " + credentials + " holds no api.key");
        }
        return kept;
    }

    private Progress progress(String task, long all) {
        return Progress.of(
                task, all, UserConsole.isTerminal(), spec.commandLine().getErr());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }

    private static String rate(int count, Duration duration) {
        return String.format(Locale.ROOT, "%,.0f", count * 1_000.0 / Math.max(1, duration.toMillis()));
    }
}
