package io.esteira.lab.doctor;

import java.sql.Timestamp;

/** How PostgreSQL is set, and whether it has room. */
record DatabaseCheck(Database database) implements Check {

    private static final int OLDEST_VERSION = 16;
    private static final int TESTED_VERSION = 18;
    private static final int CONNECTIONS_OF_A_PROCESS = 32;
    private static final int WAL_MEGABYTES = 2_048;
    private static final double FULL = 0.8;
    private static final long TOLERATED_MILLIS = 2_000;
    private static final long HARMFUL_MILLIS = 30_000;

    @Override
    public String on() {
        return "postgresql";
    }

    @Override
    public void look(Findings findings) {
        int version = Integer.parseInt(database.setting("server_version_num")) / 10_000;
        String seen = "PostgreSQL " + database.setting("server_version");
        if (version >= TESTED_VERSION) {
            findings.ok(on(), seen);
        } else if (version >= OLDEST_VERSION) {
            findings.warn(on(), seen + "; tested is " + TESTED_VERSION, "Upgrade it when you can.");
        } else {
            findings.problem(on(), seen + "; " + OLDEST_VERSION + " or newer is needed", "Upgrade it.");
        }
        durability(findings);
        checkpoints(findings);
        connections(findings);
        rights(findings);
        transactions(findings);
        clock(findings);
    }

    private void durability(Findings findings) {
        for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
            if (database.setting(setting).equals("off")) {
                findings.problem(
                        on(),
                        setting + " is off: what is committed is lost with the power",
                        "ALTER SYSTEM SET " + setting + " = on, then SELECT pg_reload_conf()");
            } else {
                findings.ok(on(), setting + " is " + database.setting(setting));
            }
        }
    }

    /** The first change of a page after a checkpoint writes all of it, and keys that are hashes meet a page each. */
    private void checkpoints(Findings findings) {
        int apartMegabytes =
                database.one(Integer.class, "SELECT setting::integer FROM pg_settings WHERE name = 'max_wal_size'");
        String seen = "max_wal_size is " + apartMegabytes + " MB";
        if (apartMegabytes < WAL_MEGABYTES) {
            findings.warn(
                    on(),
                    seen + ": with many orders, checkpoints come every few seconds and pages are written whole",
                    "ALTER SYSTEM SET max_wal_size = '2GB', then SELECT pg_reload_conf(); starting after a crash takes"
                            + " longer then.");
        } else {
            findings.ok(on(), seen);
        }
    }

    private void connections(Findings findings) {
        int most = Integer.parseInt(database.setting("max_connections"));
        long used =
                database.one(Long.class, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'");
        String seen = used + " of " + most + " connections are used; a process of the shop may take "
                + CONNECTIONS_OF_A_PROCESS;
        if (used > most * FULL || most < 2 * CONNECTIONS_OF_A_PROCESS) {
            findings.warn(on(), seen, "Raise max_connections, or lower spring.datasource.hikari.maximum-pool-size.");
        } else {
            findings.ok(on(), seen);
        }
    }

    private void rights(Findings findings) {
        if (database.one(Boolean.class, "SELECT pg_is_in_recovery()")) {
            findings.problem(on(), "this is a standby: nothing can be written", "Name the primary in the address.");
        }
        if (database.one(Boolean.class, "SELECT has_database_privilege(current_database(), 'CREATE')")) {
            findings.ok(on(), "this user may make schemas");
        } else {
            findings.warn(
                    on(),
                    "this user may not make schemas: a process of a new version does not start",
                    "GRANT CREATE ON DATABASE … TO …, or run the new version's migrations as another user first.");
        }
    }

    private void transactions(Findings findings) {
        long idle = database.one(Long.class, """
                SELECT count(*) FROM pg_stat_activity
                WHERE state LIKE 'idle in transaction%' AND now() - state_change > interval '5 minutes'
                """);
        if (idle > 0) {
            findings.warn(
                    on(),
                    Words.count(idle, "transaction is", "transactions are") + " idle for more than five minutes",
                    "It may hold locks: see pg_stat_activity, and set idle_in_transaction_session_timeout.");
        }
    }

    private void clock(Findings findings) {
        long before = System.currentTimeMillis();
        long there = database.one(Timestamp.class, "SELECT clock_timestamp()").getTime();
        long after = System.currentTimeMillis();
        long off = there > after ? there - after : Math.max(0, before - there);
        String seen = "PostgreSQL's clock is " + Words.time(off) + (there > after ? " ahead of" : " behind")
                + " this machine's";
        String advice = "Run NTP or chrony on both machines.";
        if (off > HARMFUL_MILLIS) {
            findings.problem("clocks", seen, advice);
        } else if (off > TOLERATED_MILLIS) {
            findings.warn("clocks", seen, advice);
        } else {
            findings.ok("clocks", "PostgreSQL agrees with this machine");
        }
    }
}
