package io.pinpipe.spark;

import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import io.pinpipe.spark.dashboard.Dashboard;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the dashboard of a lake. */
@Command(
        name = "dashboard",
        mixinStandardHelpOptions = true,
        description =
                "Writes one HTML file with charts of a user's clean tables and quarantine, each with its numbers. The"
                        + " file needs no network. May be repeated.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the file was written",
            "1:reading or writing failed, or a table is damaged",
            "2:invalid arguments, or a table is missing or has other columns"
        })
final class DashboardCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--in",
            required = true,
            paramLabel = "LAKE",
            description = "The lake: the folder or s3a:// address above the tables.")
    private String lake;

    @Option(names = "--user-id", required = true, paramLabel = "U", description = "The prefix of the table names.")
    private String userId;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The HTML file to write or replace.")
    private Path out;

    @Option(
            names = "--long-lat",
            description = "The tables were cleaned with --long-lat: coordinates are longitude, latitude.")
    private boolean longLat;

    /** Creates the command. */
    public DashboardCommand() {}

    @Override
    public Integer call() {
        OutPath.requireFile(out);
        Dashboard.of(Sessions.open("pinpipe dashboard"), lake, userId)
                .coordinateOrder(longLat ? CoordinateOrder.LONG_LAT : CoordinateOrder.LAT_LONG)
                .write(out);
        spec.commandLine().getOut().println("Wrote " + out);
        return 0;
    }
}
