package io.pinpipe.cli;

import io.pinpipe.cli.internal.ExitCode;
import io.pinpipe.cli.internal.ProgressDisplay;
import io.pinpipe.rds.PostTables;
import io.pinpipe.rds.RdsCredentials;
import io.pinpipe.testkit.GeneratedPosts;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates the three tables in a MySQL database, and fills them with generated posts. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = "Creates the tables pinterest_data, geolocation_data and user_data, and fills them with generated"
                + " posts. Existing tables are left unchanged, unless --replace is given.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the tables were created and filled",
            "1:the database failed",
            "2:invalid arguments, a table exists, or the database cannot be used"
        })
final class GenerateCommand implements Callable<Integer> {

    private static final String DEFAULT_SEED = "1";

    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseOption database;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "" + GeneratedPosts.CLASSIC_SIZE,
            description = "Number of rows per table; ${DEFAULT-VALUE} by default.")
    private long rows;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = DEFAULT_SEED,
            description =
                    "The seed of the posts; ${DEFAULT-VALUE} by default. The same seed and size produce the same posts.")
    private long seed;

    @Option(names = "--no-key-index", description = "Create the tables without an index on their key columns.")
    private boolean noKeyIndex;

    @Option(names = "--replace", description = "Drop existing tables of these names first, with their contents.")
    private boolean replace;

    @Override
    public Integer call() {
        GeneratedPosts posts = GeneratedPosts.of(seed, rows);
        RdsCredentials credentials = database.credentials();
        fill(PostTables.of(credentials), posts, credentials);
        spec.commandLine()
                .getOut()
                .println(rows + " rows in each of " + String.join(", ", PostTables.NAMES) + " of " + name(credentials));
        return ExitCode.OK;
    }

    private void fill(PostTables tables, GeneratedPosts posts, RdsCredentials credentials) {
        List<String> existing = tables.existing();
        if (!existing.isEmpty()) {
            if (!replace) {
                throw new IllegalArgumentException(name(credentials) + " already has " + String.join(", ", existing)
                        + ": nothing was changed; use --replace to drop them and their contents");
            }
            tables.drop();
        }
        tables.create(!noKeyIndex);
        try (ProgressDisplay display = ProgressDisplay.of("rows", rows)) {
            tables.insert(posts, display::show);
        }
    }

    private static String name(RdsCredentials credentials) {
        return "database " + credentials.database() + " at " + credentials.host();
    }
}
