package io.pinpipe.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.emulation.RowOrder;
import io.pinpipe.spark.CommandRun;
import io.pinpipe.spark.DeltaTables;
import io.pinpipe.spark.Servers;
import io.pinpipe.spark.SharedSpark;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.s3.S3ProxyProcess;
import io.pinpipe.testkit.servers.KafkaProcess;
import io.pinpipe.testkit.servers.Kinesalite;
import io.pinpipe.testkit.servers.RestProxyProcess;
import io.pinpipe.testkit.servers.RestProxyStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From a database to answers, by both ways. */
@Tag("scale")
@ExtendWith(SharedSpark.class)
final class WholePipelineIT {

    private static final String USER = "0a1d8948160f";
    private static final String KINESIS = "kinesis://us-east-1";
    private static final long POSTS = 500;
    private static final long ONE_SEED = 100;
    private static final long OTHER_SEED = 7;

    @TempDir
    private Path scratch;

    @Test
    void theSamePostsThroughTopicsAndThroughStreamsBecomeTheSameRowsAndAnswers(SparkSession spark) throws Exception {
        String byTopics = scratch.resolve("by-topics").toString();
        String byStreams = scratch.resolve("by-streams").toString();
        GeneratedPosts posts = GeneratedPosts.of(3, 2_000);
        try (Kinesalite kinesis = Kinesalite.required();
                PostDatabase database = new PostDatabase(posts);
                KafkaProcess kafka = Servers.kafka();
                RestProxyProcess proxy = RestProxyProcess.open(RestProxyStandIn.builder(kafka.bootstrapServers()));
                S3ProxyProcess s3 = Servers.s3(scratch)) {
            kafka.createTopics(3, Destinations.topics(USER).all().toArray(String[]::new));
            Path credentials = database.credentials(scratch);
            String endpoint = "endpoint=" + kinesis.endpoint();
            emulate(credentials, ONE_SEED, proxy.uri().toString());
            emulate(credentials, OTHER_SEED, "kafka://" + kafka.bootstrapServers());
            emulate(credentials, ONE_SEED, KINESIS, "--option", endpoint, "--option", "createStreams=2");
            emulate(credentials, OTHER_SEED, KINESIS, "--option", endpoint);

            System.setProperty("aws.accessKeyId", "none");
            System.setProperty("aws.secretAccessKey", "none");
            s3.hadoopSettings().forEach((name, value) -> spark.conf().set(name, value));
            String bucket = s3.createBucket("user-" + USER + "-bucket");
            run(
                    "archive",
                    "--from",
                    "kafka://" + kafka.bootstrapServers(),
                    "--user-id",
                    USER,
                    "--out",
                    bucket,
                    "--once");
            run("clean", "--in", bucket, "--user-id", USER, "--out", byTopics);
            run("stream", "--from", KINESIS + "?" + endpoint, "--user-id", USER, "--out", byStreams, "--once");
        }
        for (Kind kind : Kind.values()) {
            assertThat(rows(spark, byStreams, kind)).as("%s", kind).isEqualTo(rows(spark, byTopics, kind));
        }
        assertThat(indexes(spark, byTopics)).isEqualTo(picked(posts));
        assertThat(answers(byStreams)).isEqualTo(answers(byTopics)).contains("category_count");
    }

    private void emulate(Path credentials, long seed, String target, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("emulate", "--db", credentials.toString(), "--user-id", USER));
        command.addAll(List.of("--seed", Long.toString(seed), "--posts", Long.toString(POSTS), "--to", target));
        command.addAll(List.of(options));
        PinpipeProcess.run("pinpipe-cli", scratch, command);
    }

    private static String run(Object... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).as("%s: %s", arguments[0], run.err()).isZero();
        return run.out();
    }

    private static String answers(String lake) {
        return run("analyse", "--in", lake, "--user-id", USER, "--question", "all", "--groups", "all");
    }

    private static Set<String> rows(SparkSession spark, String lake, Kind kind) {
        return DeltaTables.open(spark, lake, USER).table(kind).collectAsList().stream()
                .map(Row::json)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Long> indexes(SparkSession spark, String lake) {
        return DeltaTables.open(spark, lake, USER).table(Kind.USER).collectAsList().stream()
                .map(row -> row.<Long>getAs("ind"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Long> picked(GeneratedPosts posts) {
        Set<Long> picked = new TreeSet<>();
        for (long seed : new long[] {ONE_SEED, OTHER_SEED}) {
            RowOrder order = RowOrder.classic(seed, posts.size());
            for (long i = 0; i < POSTS; i++) {
                picked.add((long) order.next().row());
            }
        }
        return picked;
    }
}
