package io.esteira.lab.doctor;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Whether the tables are those of this version. Each folder of scripts is a schema. */
record MigrationsCheck(Database database) implements Check {

    private static final String ROOT = "db/migration";

    @Override
    public String on() {
        return "tables";
    }

    @Override
    public void look(Findings findings) throws Exception {
        int applied = 0;
        for (String schema : schemas()) {
            if (database.hasTable(schema + ".flyway_schema_history")) {
                applied += look(schema, findings);
            } else {
                findings.warn(on(), schema + " has no tables yet", "Start any process of the shop: it makes them.");
            }
        }
        if (findings.faults(on()) == 0) {
            findings.ok(on(), applied + " migrations, as this version wants them");
        }
    }

    /** @return migrations that were applied */
    private int look(String schema, Findings findings) {
        Flyway flyway = Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:" + ROOT + "/" + schema)
                .schemas(schema)
                .defaultSchema(schema)
                .ignoreMigrationPatterns("*:pending", "*:future")
                .load();
        int applied = 0;
        for (MigrationInfo migration : flyway.info().all()) {
            String name = schema + " " + migration.getVersion() + " (" + migration.getDescription() + ")";
            MigrationState state = migration.getState();
            if (state == MigrationState.PENDING) {
                findings.problem(
                        on(),
                        name + " is pending: code of this version does not find what it needs",
                        "Start a process of this version: it migrates.");
            } else if (state.isFailed()) {
                findings.problem(
                        on(), name + " failed", "See the log of the process that tried; mend, and flyway repair.");
            } else if (state == MigrationState.FUTURE_SUCCESS) {
                findings.warn(on(), name + " is of a newer version than this one", "Use that version's doctor.");
            } else if (state.isApplied()) {
                applied++;
            }
        }
        flyway.validateWithResult()
                .invalidMigrations
                .forEach(invalid -> findings.problem(
                        on(),
                        schema + " " + invalid.version + " is not what this version applied: "
                                + String.valueOf(invalid.errorDetails.errorMessage)
                                        .replaceAll("\\s*\\R\\s*", " "),
                        "A script was changed after it ran; bring the old one back."));
        return applied;
    }

    private static NavigableSet<String> schemas() throws IOException {
        List<Resource> scripts = Arrays.asList(
                new PathMatchingResourcePatternResolver().getResources("classpath*:" + ROOT + "/*/V*.sql"));
        NavigableSet<String> schemas = new TreeSet<>();
        for (Resource script : scripts) {
            String[] path = script.getURL().getPath().split("/", -1);
            schemas.add(path[path.length - 2]);
        }
        return schemas;
    }
}
