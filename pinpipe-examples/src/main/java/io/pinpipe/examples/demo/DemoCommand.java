package io.pinpipe.examples.demo;

import io.pinpipe.Kind;
import io.pinpipe.PostSource;
import io.pinpipe.Publisher;
import io.pinpipe.Run;
import io.pinpipe.cli.internal.CtrlC;
import io.pinpipe.cli.internal.ExitCode;
import io.pinpipe.cli.internal.JsonLine;
import io.pinpipe.cli.internal.ProgressDisplay;
import io.pinpipe.emulation.Emulation;
import io.pinpipe.emulation.RowOrder;
import io.pinpipe.examples.demo.ExpectedEvents.Comparison;
import io.pinpipe.kafka.KafkaPublisher;
import io.pinpipe.rds.PostTables;
import io.pinpipe.rds.RdsCredentials;
import io.pinpipe.rds.RdsPostSource;
import io.pinpipe.rds.SslMode;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.servers.DatabaseLogin;
import io.pinpipe.testkit.servers.EmbeddedKafka;
import io.pinpipe.testkit.servers.EmbeddedMariaDb;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole pipeline on one machine: starts a database and servers, sends posts by each route, and counts what arrived. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts a MariaDB with 11,154 generated posts, a Kafka broker, stand-ins for the usual Kafka REST"
                + " proxies and, if node is installed, kinesalite with a stand-in for API Gateway; sends posts by REST,"
                + " natively, by the AWS SDK and through the gateway; reads all of them back and compares them"
                + " with the database. With --with-spark it also archives, cleans, analyses and charts the contents of"
                + " the topics.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:what was read back equals the database, event by event",
            "1:something is lost, duplicated or different",
            "2:invalid arguments"
        })
final class DemoCommand implements Callable<Integer> {

    private static final int PARTITIONS = 3;
    private static final String KAFKA_USER = "de3000000002";
    private static final long POSTS_SEED = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--posts",
            paramLabel = "N",
            defaultValue = "1000",
            description = "The number of posts to send by each route; ${DEFAULT-VALUE} by default.")
    private long posts;

    @Option(names = "--json", description = "End the output with the table as one line of JSON.")
    private boolean json;

    @Option(
            names = "--offline",
            description = "Install nothing: unless kinesalite is in target/kinesalite, skip the Kinesis legs.")
    private boolean offline;

    @Option(
            names = "--with-spark",
            paramLabel = "JAR",
            arity = "0..1",
            fallbackValue = SparkSteps.DEFAULT_JAR,
            description = "Run the second half of the pipeline with this jar, too; ${FALLBACK-VALUE} by default.")
    private @Nullable Path sparkJar;

    private volatile @Nullable Run<Emulation.Report> running;
    private volatile boolean stopped;

    @Override
    public Integer call() {
        if (posts < 1) {
            throw new IllegalArgumentException("--posts must be at least 1, not " + posts);
        }
        SparkSteps spark = sparkJar == null ? null : SparkSteps.by(sparkJar, this::say);
        try (CtrlC ctrlC = CtrlC.runs(() -> stop(spark))) {
            List<LegResult> results = new ArrayList<>();
            Map<String, String> leftOut = run(results, spark);
            return ctrlC.isPressed() ? ExitCode.CTRL_C : show(results, leftOut, spark);
        }
    }

    /** Runs every leg whose servers this machine has, and returns why the others are skipped. */
    private Map<String, String> run(List<LegResult> results, @Nullable SparkSteps spark) {
        if (!offline) {
            KinesisLegs.provide();
        }
        say("Starting MariaDB, a Kafka broker, stand-ins for Kafka REST proxies, and kinesalite ...");
        try (EmbeddedMariaDb database = EmbeddedMariaDb.start();
                KafkaBroker broker = EmbeddedKafka.open();
                DemoProxies proxies = DemoProxies.start(broker.bootstrapServers());
                KinesisLegs kinesis = KinesisLegs.open()) {
            kinesis.leftOut().forEach((leg, why) -> say(leg + " is skipped: " + why));
            RdsCredentials credentials = credentials(database.login());
            fill(credentials);
            try (PostSource source = RdsPostSource.open(credentials)) {
                ExpectedEvents expected = ExpectedEvents.of(source, RowOrder.classic(Emulation.DEFAULT_SEED), posts);
                for (DemoLeg leg : legs(broker, proxies)) {
                    results.add(run(leg, source, expected));
                }
                for (DemoLeg leg : kinesis.legs()) {
                    results.add(run(leg, source, expected));
                }
                if (spark != null && !stopped) {
                    spark.run(broker.bootstrapServers(), KAFKA_USER, ExpectedUsers.of(source, posts));
                }
            }
            return kinesis.leftOut();
        } catch (RuntimeException e) {
            // Ctrl-C stops the servers, and what is in flight fails for that reason.
            if (!stopped) {
                throw e;
            }
            return Map.of();
        }
    }

    private static RdsCredentials credentials(DatabaseLogin login) {
        return RdsCredentials.builder(login.host(), login.user(), login.password())
                .port(login.port())
                .database(login.database())
                .sslMode(SslMode.DISABLED)
                .build();
    }

    private void fill(RdsCredentials credentials) {
        PostTables tables = PostTables.of(credentials);
        tables.create(true);
        try (ProgressDisplay display = ProgressDisplay.of("rows", GeneratedPosts.CLASSIC_SIZE)) {
            tables.insert(GeneratedPosts.classic(POSTS_SEED), display::show);
        }
    }

    private static List<DemoLeg> legs(KafkaBroker broker, DemoProxies proxies) {
        List<DemoLeg> legs = new ArrayList<>(proxies.legs(broker, PARTITIONS));
        legs.add(new TopicsLeg(
                "Kafka",
                KAFKA_USER,
                broker,
                KafkaPublisher.builder(broker.bootstrapServers())
                        .userId(KAFKA_USER)
                        .createTopics(PARTITIONS)::build));
        return legs;
    }

    private LegResult run(DemoLeg leg, PostSource source, ExpectedEvents expected) {
        Emulation.Report report;
        try (Publisher publisher = leg.open();
                ProgressDisplay display = ProgressDisplay.of(leg.name(), posts)) {
            Run<Emulation.Report> run = Emulation.builder(source)
                    .limit(posts)
                    .progress(now -> display.show(now.posts()))
                    .build()
                    .start(publisher);
            running = run;
            if (stopped) {
                run.stop();
            }
            report = run.join();
        }
        report.failures().forEach(this::say);
        Comparison found = Comparison.NOTHING;
        for (Kind kind : Kind.values()) {
            found = found.plus(expected.compare(kind, leg.read(kind)));
        }
        return new LegResult(leg.name(), report, found);
    }

    private int show(List<LegResult> results, Map<String, String> leftOut, @Nullable SparkSteps spark) {
        LegTable.of(results).forEach(this::say);
        for (LegResult result : results) {
            if (result.found().strange() > 0) {
                say(result.leg() + ": " + result.found().strange() + " records equal no event that was sent");
            }
        }
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("legs", results.stream().map(LegResult::fields).toList());
            fields.put("leftOut", leftOut);
            if (spark != null) {
                fields.put("spark", spark.fields());
            }
            say(JsonLine.of(fields));
        }
        boolean good = results.stream().allMatch(LegResult::isGood) && (spark == null || spark.isGood());
        return good ? ExitCode.OK : ExitCode.FAILED;
    }

    private void stop(@Nullable SparkSteps spark) {
        stopped = true;
        if (spark != null) {
            spark.stop();
        }
        Run<Emulation.Report> run = running;
        if (run != null) {
            run.stop();
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
