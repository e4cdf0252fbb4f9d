package io.pinpipe.benchmarks;

import io.pinpipe.Destinations;
import io.pinpipe.Publisher;
import io.pinpipe.benchmarks.kafka.TopicRun;
import io.pinpipe.benchmarks.kinesis.NullTarget;
import io.pinpipe.kafka.KafkaPublisher;
import io.pinpipe.kinesis.KinesisPublisher;
import io.pinpipe.rest.KafkaRestPublisher;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.servers.KafkaProcess;
import io.pinpipe.testkit.servers.RestProxyProcess;
import io.pinpipe.testkit.servers.RestProxyStandIn;
import java.io.PrintWriter;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Sends as fast as a publisher accepts pins, in whatever heap the program was started with. */
@Command(
        name = "flood",
        mixinStandardHelpOptions = true,
        description = "Sends pins as fast as they are accepted, each generated as it is sent, and reports whether all"
                + " arrived. Start the program with a small heap, such as -Xmx128m, to see that it is enough.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all were acknowledged and arrived", "1:some were not", "2:wrong use"})
final class FloodCommand implements Callable<Integer> {

    private static final int LOST = 1;
    private static final long SEED = 1;
    private static final long MEBIBYTE = 1024 * 1024;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "WHAT",
            description = "kafka, rest (the stand-in for a proxy), or kinesis (a server that answers at once).")
    private String what = "";

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "How many pins; ${DEFAULT-VALUE} by default.")
    private long records;

    /** Counts the records that arrived. */
    @FunctionalInterface
    private interface Arrived {
        long count() throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        if (records < 1) {
            throw new ParameterException(spec.commandLine(), "--records must be 1 or more.");
        }
        return switch (what.toLowerCase(Locale.ROOT)) {
            case "kafka" -> kafka();
            case "rest" -> rest();
            case "kinesis" -> kinesis();
            default ->
                throw new ParameterException(spec.commandLine(), "'" + what + "' is none of kafka, rest and kinesis.");
        };
    }

    private int kafka() throws Exception {
        try (KafkaProcess broker = KafkaProcess.open()) {
            return floodTopic(
                    broker,
                    destinations -> KafkaPublisher.builder(broker.bootstrapServers())
                            .destinations(destinations)
                            .build());
        }
    }

    private int rest() throws Exception {
        try (KafkaProcess broker = KafkaProcess.open();
                RestProxyProcess proxy = RestProxyProcess.open(RestProxyStandIn.builder(broker.bootstrapServers()))) {
            return floodTopic(
                    broker,
                    destinations -> KafkaRestPublisher.builder(proxy.uri())
                            .destinations(destinations)
                            .build());
        }
    }

    private int kinesis() throws Exception {
        try (NullTarget server = new NullTarget()) {
            return flood(
                    KinesisPublisher.builder("us-east-1")
                            .endpoint(server.endpoint())
                            .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                            .destinations(Destinations.shared("pins"))
                            .build(),
                    server::count);
        }
    }

    private int floodTopic(KafkaProcess broker, Function<Destinations, Publisher> open) throws Exception {
        TopicRun topic = new TopicRun(broker, "flood");
        topic.create();
        return flood(open.apply(Destinations.shared(topic.topic())), topic::count);
    }

    private int flood(Publisher publisher, Arrived arrived) throws Exception {
        GeneratedPosts posts = GeneratedPosts.of(SEED, records);
        long acknowledged;
        long started = System.nanoTime();
        try (publisher) {
            acknowledged = GeneratedPins.send(
                    records,
                    1,
                    index -> Objects.requireNonNull(posts.post(index).pin()),
                    publisher);
        }
        double seconds = (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
        long counted = arrived.count();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s: %,d pins in %.1f s, %,.0f a second, including their generation%n",
                what,
                records,
                seconds,
                records / seconds);
        out.printf(
                Locale.ROOT,
                "heap of %,d MiB at most, %.1f s collecting garbage%n",
                Runtime.getRuntime().maxMemory() / MEBIBYTE,
                collecting().toMillis() / (double) TimeUnit.SECONDS.toMillis(1));
        out.printf(Locale.ROOT, "%,d acknowledged, %,d arrived%n", acknowledged, counted);
        return acknowledged == records && counted == records ? 0 : LOST;
    }

    private static Duration collecting() {
        return Duration.ofMillis(ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum());
    }
}
