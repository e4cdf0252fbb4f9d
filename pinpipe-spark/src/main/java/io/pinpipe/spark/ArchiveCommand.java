package io.pinpipe.spark;

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

/** Archives topics as objects. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = "Writes a user's three topics to objects, one JSON line per record, like Kafka Connect's S3 sink:"
                + " all partitions, each record once. Runs until Ctrl-C unless --once is given. May be repeated.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the contents of the topics are archived",
            "1:reading or writing failed; repeat the command",
            "2:invalid arguments, or Kafka, its topics or the archive cannot be used",
            "130:ended by Ctrl-C; repeat the command to continue"
        })
final class ArchiveCommand implements Callable<Integer> {

    private static final int DEFAULT_SECONDS = 60;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URI",
            description = "The brokers: kafka://host:port[,host:port].")
    private URI from;

    @Option(names = "--user-id", required = true, paramLabel = "U", description = "The prefix of the topic names.")
    private String userId;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "ARCHIVE",
            description =
                    "The archive: a folder, or an address such as s3a://user-0a1d8948160f-bucket. Its checkpoint is"
                            + " kept inside, in _checkpoint.")
    private String out;

    @Option(names = "--once", description = "Archive what the topics contain now, and exit.")
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
            description = "The maximum number of records per object; " + TopicArchive.DEFAULT_RECORDS_PER_OBJECT
                    + " by default. An existing archive keeps the number it was started with.")
    private @Nullable Long recordsPerObject;

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description = "Properties file in UTF-8 with settings of the Kafka client, such as a login.")
    private @Nullable Path properties;

    /** Creates the command. */
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
                        "%d records in %d objects%n%d of them were not JSON and are archived as JSON strings%n",
                        report.records(), report.objects(), report.wrapped());
    }
}
