package io.pinpipe.spark.commands;

import io.pinpipe.spark.Sessions;
import io.pinpipe.spark.archive.ArchiveReport;
import io.pinpipe.spark.archive.TopicArchive;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes topics to the objects of an archive. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description =
                "Writes a user's three topics to objects, one JSON line a record, as Kafka Connect's S3 sink does:"
                        + " all partitions, each record once. Goes on until Ctrl-C unless --once is given. May be repeated.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:what the topics held is archived",
            "1:reading or writing failed on the way; repeat it",
            "2:wrong use, or Kafka, its topics or the archive cannot be used",
            "130:ended by Ctrl-C; repeat it to go on"
        })
public final class ArchiveCommand implements Callable<Integer> {

    private static final int DEFAULT_SECONDS = 60;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URI",
            description = "Where the topics are: kafka://host:port[,host:port].")
    private URI from;

    @Option(
            names = "--user-id",
            required = true,
            paramLabel = "U",
            description = "Whose topics: the prefix of their names.")
    private String userId;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "ARCHIVE",
            description =
                    "The archive: a folder, or an address such as s3a://user-0a1d8948160f-bucket. Its checkpoint is"
                            + " kept in it, in _checkpoint.")
    private String out;

    @Option(names = "--once", description = "Archive what the topics hold now, and end.")
    private boolean once;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "" + DEFAULT_SECONDS,
            description = "How often to write objects without --once; ${DEFAULT-VALUE} by default.")
    private long seconds;

    @Option(
            names = "--records-per-object",
            paramLabel = "N",
            description = "How many records an object has at most; " + TopicArchive.DEFAULT_RECORDS_PER_OBJECT
                    + " by default. It stays what the archive was begun with.")
    private @Nullable Long recordsPerObject;

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description = "Properties file in UTF-8 with settings of the Kafka client, such as a login.")
    private @Nullable Path properties;

    /** Creates the command without its options. */
    public ArchiveCommand() {}

    @Override
    public Integer call() {
        String servers = KafkaAddress.servers(from);
        SparkSession spark = Sessions.open("pinpipe archive");
        TopicArchive.Builder builder =
                TopicArchive.builder(spark, servers, userId, out).kafkaProperties(KafkaAddress.properties(properties));
        if (recordsPerObject != null) {
            builder.recordsPerObject(recordsPerObject);
        }
        TopicArchive archive = builder.build();
        if (once) {
            show(archive.writeOnce());
        } else {
            archive.write(Duration.ofSeconds(seconds));
        }
        return 0;
    }

    private void show(ArchiveReport report) {
        spec.commandLine()
                .getOut()
                .printf(
                        "%d records in %d objects%n%d of them were no JSON, and are archived as JSON texts%n",
                        report.records(), report.objects(), report.wrapped());
    }
}
