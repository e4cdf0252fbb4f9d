package io.pinpipe.spark;

import io.pinpipe.Kind;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Cleans an archive into Delta tables. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        description =
                "Reads all partitions of a user's three topics from an archive and adds new rows to the user's clean"
                        + " tables; other records go to quarantine tables, with the reason. May be repeated.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the whole archive was cleaned, even if records were quarantined",
            "1:reading or writing failed, or a table is damaged",
            "2:invalid arguments, or the archive has none of the user's topics, or a table in the lake has other columns",
            "130:ended by Ctrl-C; repeat the command to continue"
        })
final class CleanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--in",
            required = true,
            paramLabel = "ARCHIVE",
            description = "The archive: the folder or s3a:// address above 'topics'.")
    private String archive;

    @Option(
            names = "--user-id",
            required = true,
            paramLabel = "U",
            description = "The prefix of the topic and table names.")
    private String userId;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "LAKE",
            description = "The lake: the folder or s3a:// address above the tables.")
    private String lake;

    @Option(
            names = "--long-lat",
            description = "Write coordinates as longitude, latitude; by default as latitude, longitude.")
    private boolean longLat;

    /** Creates the command. */
    public CleanCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        SparkSession spark = Sessions.open("pinpipe clean");
        RawRecords.requireArchive(spark, archive, userId);
        DeltaTables tables = DeltaTables.open(spark, lake, userId);
        tables.create();
        for (Kind kind : Kind.values()) {
            CleanPosts clean =
                    CleanPosts.of(kind).coordinateOrder(longLat ? CoordinateOrder.LONG_LAT : CoordinateOrder.LAT_LONG);
            out.print(clean.into(RawRecords.ofArchive(spark, archive, userId, kind), tables, null)
                    .toTable());
            out.flush();
        }
        return 0;
    }
}
