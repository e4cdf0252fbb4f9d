package io.pinpipe.spark;

import io.pinpipe.Kind;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import io.pinpipe.spark.stream.PostStreams;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Streams topics or Kinesis streams to clean tables. */
@Command(
        name = "stream",
        mixinStandardHelpOptions = true,
        description =
                "Streams a user's three topics or Kinesis streams, from their oldest record on, to the user's clean"
                        + " tables, cleaned as by 'clean'; other records go to quarantine tables, with the reason."
                        + " Each record counts once, however often the command is killed and repeated. Runs until"
                        + " Ctrl-C unless --once is given.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the contents of the topics or streams are in the tables",
            "1:reading or writing failed; repeat the command",
            "2:invalid arguments, or the topics, the streams, a checkpoint or a table in the lake cannot be used",
            "130:ended by Ctrl-C; repeat the command to continue"
        })
final class StreamCommand implements Callable<Integer> {

    private static final int DEFAULT_SECONDS = 10;

    /** Above the priority of Spark itself, so that queries end before what they run on. */
    private static final int HOOK_PRIORITY = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URI",
            description = "The source of the posts: kafka://host:port[,host:port], kinesis://region or"
                    + " kinesis://region?endpoint=address.")
    private URI from;

    @Option(
            names = "--user-id",
            required = true,
            paramLabel = "U",
            description = "The user id in the names of topics or streams, and of tables.")
    private String userId;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "LAKE",
            description = "The lake: the folder or s3a:// address above the tables. The checkpoints are kept inside, in"
                    + " _checkpoint.")
    private String lake;

    @Option(names = "--once", description = "Read what is there now, and exit.")
    private boolean once;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "" + DEFAULT_SECONDS,
            description =
                    "How often to query for new records without --once; ${DEFAULT-VALUE} by default. 0: as often as"
                            + " the tables allow.")
    private long seconds;

    @Option(
            names = "--records-per-batch",
            paramLabel = "N",
            defaultValue = "" + PostStreams.DEFAULT_RECORDS_PER_BATCH,
            description =
                    "The maximum number of records per batch, for each of the three; ${DEFAULT-VALUE} by default.")
    private long recordsPerBatch;

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description = "Properties file in UTF-8 with settings of the Kafka client, such as a login.")
    private @Nullable Path properties;

    @Option(
            names = "--long-lat",
            description = "Write coordinates as longitude, latitude; by default as latitude, longitude.")
    private boolean longLat;

    /** Creates the command. */
    public StreamCommand() {}

    @Override
    public Integer call() {
        SparkSession spark = Sessions.open("pinpipe stream");
        PostStreams streams = PostStreams.builder(spark, from, userId, lake)
                .recordsPerBatch(recordsPerBatch)
                .coordinateOrder(longLat ? CoordinateOrder.LONG_LAT : CoordinateOrder.LAT_LONG)
                .kafkaProperties(KafkaAddress.properties(properties))
                .onBatch(this::show)
                .build();
        if (once) {
            streams.runOnce();
        } else {
            List<StreamingQuery> queries = streams.start(Duration.ofSeconds(seconds));
            Runnable stop = () -> PostStreams.stop(queries);
            ShutdownHookManager.get().addShutdownHook(stop, HOOK_PRIORITY);
            PostStreams.await(queries);
        }
        return 0;
    }

    private void show(CleanReport report) {
        PrintWriter out = spec.commandLine().getOut();
        Kind kind = report.kind();
        long quarantined = report.quarantined().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        synchronized (out) {
            out.printf(
                    "%s: %,d records, %,d new rows, %,d repeated, %,d quarantined%n",
                    kind.label(),
                    report.records(),
                    report.added().getOrDefault(kind, 0L),
                    report.repeated(),
                    quarantined);
            report.added().forEach((other, rows) -> {
                if (other != kind && rows > 0) {
                    out.printf("%s: %,d new rows found among the records of %s%n", other.label(), rows, kind.label());
                }
            });
            out.flush();
        }
    }
}
