package io.pinpipe.spark.kinesis;

import io.pinpipe.spark.Servers;
import io.pinpipe.testkit.servers.Kinesalite;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A test's own stream on kinesalite, with operations of writers and operators. */
final class KinesaliteStream {

    private static final BigInteger HASHES = BigInteger.ONE.shiftLeft(128);
    private static final int REQUEST_MAX = 500;

    static {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    private final String name = "stream-" + UUID.randomUUID();
    private final Map<String, String> options;
    private final KinesisClient kinesis;

    KinesaliteStream(Kinesalite server, int shards) {
        this.options = Map.of(
                "stream",
                name,
                "region",
                "us-east-1",
                "endpoint",
                server.endpoint().toString(),
                "pollInterval",
                "0ms");
        this.kinesis = KinesisClients.of(SourceOptions.of(options));
        server.createStream(name, shards);
    }

    static Kinesalite server() {
        return Servers.kinesalite();
    }

    String name() {
        return name;
    }

    /** The source's options to read it, and more. */
    Map<String, String> options(String... more) {
        Map<String, String> all = new HashMap<>(options);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    /** Puts records whose data are the numbers, each with itself as key. */
    List<String> put(int from, int to) {
        List<String> data =
                IntStream.range(from, to).mapToObj(Integer::toString).toList();
        for (int start = 0; start < data.size(); start += REQUEST_MAX) {
            List<PutRecordsRequestEntry> entries =
                    data.subList(start, Math.min(data.size(), start + REQUEST_MAX)).stream()
                            .map(each -> PutRecordsRequestEntry.builder()
                                    .partitionKey(each)
                                    .data(SdkBytes.fromUtf8String(each))
                                    .build())
                            .toList();
            kinesis.putRecords(request -> request.streamName(name).records(entries));
        }
        return data;
    }

    List<Shard> shards() {
        return kinesis.listShards(request -> request.streamName(name)).shards();
    }

    /** Splits a shard in the middle. */
    void split(String shard) {
        Shard found = shards().stream()
                .filter(each -> each.shardId().equals(shard))
                .findFirst()
                .orElseThrow();
        BigInteger middle = new BigInteger(found.hashKeyRange().startingHashKey())
                .add(new BigInteger(found.hashKeyRange().endingHashKey()))
                .shiftRight(1)
                .min(HASHES);
        kinesis.splitShard(
                request -> request.streamName(name).shardToSplit(shard).newStartingHashKey(middle.toString()));
        awaitActive();
    }

    void merge(String shard, String adjacent) {
        kinesis.mergeShards(
                request -> request.streamName(name).shardToMerge(shard).adjacentShardToMerge(adjacent));
        awaitActive();
    }

    static String shard(int number) {
        return "shardId-%012d".formatted(number);
    }

    private void awaitActive() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> kinesis.describeStreamSummary(request -> request.streamName(name))
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }
}
