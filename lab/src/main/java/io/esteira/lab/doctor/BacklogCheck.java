package io.esteira.lab.doctor;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What waits in tables: orders that Kafka has not got yet, and records that need people. */
record BacklogCheck(Database database) implements Check {

    private static final double LATE_SECONDS = 60;

    @Override
    public String on() {
        return "backlog";
    }

    @Override
    public void look(Findings findings) {
        if (database.hasTable("spool.records")) {
            spool(findings);
        }
        if (database.hasTable("parking.parked")) {
            parked(findings);
        }
    }

    private void spool(Findings findings) {
        Map<String, @Nullable Object> row = database.rows("""
                SELECT count(*) AS count, coalesce(extract(epoch FROM clock_timestamp() - min(spooled_at)), 0)::float8 AS age
                FROM spool.records WHERE sent_at IS NULL
                """).getFirst();
        long count = Long.parseLong(String.valueOf(row.get("count")));
        double ageSeconds = Double.parseDouble(String.valueOf(row.get("age")));
        if (count == 0) {
            findings.ok(on(), "every accepted order is in Kafka");
            return;
        }
        String seen = Words.count(count, "record waits", "records wait") + " in the spool for Kafka, the oldest for "
                + Words.time((long) (ageSeconds * 1_000));
        if (ageSeconds > LATE_SECONDS) {
            findings.problem(on(), seen, "See whether intake's processes reach the brokers.");
        } else {
            findings.warn(on(), seen, "This passes by itself if Kafka is back.");
        }
    }

    private void parked(Findings findings) {
        List<Map<String, @Nullable Object>> rows = database.rows("""
                SELECT consumer, topic, count(*) AS count, count(*) FILTER (WHERE behind IS NOT NULL) AS waiting
                FROM parking.parked GROUP BY consumer, topic ORDER BY consumer, topic
                """);
        if (rows.isEmpty()) {
            findings.ok(on(), "no record is parked");
        }
        for (Map<String, @Nullable Object> row : rows) {
            findings.warn(
                    on(),
                    row.get("count") + " of " + row.get("topic") + " parked by " + row.get("consumer") + ", "
                            + row.get("waiting") + " of them behind others",
                    "Look at them in the console under /staff, and hand them back or dismiss them.");
        }
    }
}
