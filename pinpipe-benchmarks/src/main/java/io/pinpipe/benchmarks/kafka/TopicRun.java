package io.pinpipe.benchmarks.kafka;

import io.pinpipe.testkit.servers.KafkaBroker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The topic of one run: created empty before it, counted after it, then deleted. Not thread-safe. */
public final class TopicRun {

    /** Partitions of the topic: {@value}. */
    public static final int PARTITIONS = 3;

    private static final String PREFIX = "run-";

    private final KafkaBroker broker;
    private final String suffix;
    private int runs;

    /**
     * Creates an instance without a topic.
     *
     * @param broker the broker
     * @param name distinguishes these topics from others on the same broker
     */
    public TopicRun(KafkaBroker broker, String name) {
        this.broker = broker;
        this.suffix = "-" + name + ".pin";
    }

    /** Creates a new topic. */
    public void create() {
        runs++;
        broker.createTopics(PARTITIONS, topic());
    }

    /**
     * Returns the topic of the current run.
     *
     * @return its name
     */
    public String topic() {
        return PREFIX + runs + suffix;
    }

    /**
     * Counts the topic's records by the end offsets of its partitions.
     *
     * @return records
     * @throws ExecutionException when the broker cannot be queried
     * @throws InterruptedException when the thread is interrupted
     */
    public long count() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic(), partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        try (Admin admin = admin()) {
            return admin.listOffsets(latest).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        }
    }

    /**
     * Deletes the topic.
     *
     * @throws ExecutionException when the broker refuses
     * @throws InterruptedException when the thread is interrupted
     */
    public void delete() throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(topic())).all().get();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }
}
