package io.pinpipe.spark.kinesis;

import static io.pinpipe.spark.kinesis.KinesaliteStream.shard;
import static io.pinpipe.spark.kinesis.Query.allData;
import static io.pinpipe.spark.kinesis.Query.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.spark.kinesis.Query.Read;
import io.pinpipe.testkit.servers.Kinesalite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KinesisSourceOnKinesaliteTest {

    @AutoClose
    private static Kinesalite server;

    @TempDir
    private Path checkpoint;

    @BeforeAll
    static void start() {
        server = KinesaliteStream.server();
    }

    @Test
    void allRecordsOfManyShardsAreReadOnceAndInTheOrderOfTheirShards() {
        KinesaliteStream stream = new KinesaliteStream(server, 12);
        List<String> put = stream.put(0, 3_000);
        try (Query query = new Query(stream.options("recordsPerRequest", "100"), checkpoint)) {
            List<Read> records = query.batch();

            assertThat(data(records)).containsExactlyInAnyOrderElementsOf(put);
            assertThat(records.stream().map(Read::shard).collect(Collectors.toSet()))
                    .hasSize(12);
            Map<String, List<String>> numbers = records.stream()
                    .collect(Collectors.groupingBy(
                            Read::shard, Collectors.mapping(Read::sequenceNumber, Collectors.toList())));
            assertThat(numbers.values()).allSatisfy(each -> assertThat(each).isSorted());
            assertThat(query.batch()).isEmpty();
        }
    }

    @Test
    void nothingIsPlannedUntilSomethingArrives() {
        KinesaliteStream stream = new KinesaliteStream(server, 3);
        try (Query query = new Query(stream.options(), checkpoint)) {
            assertThat(query.plan()).isFalse();
            List<String> put = stream.put(0, 1);
            assertThat(data(query.batch())).isEqualTo(put);
            assertThat(query.plan()).isFalse();
            assertThat(data(query.batch())).isEmpty();
            put = stream.put(1, 2);
            assertThat(data(query.batch())).isEqualTo(put);
        }
    }

    @Test
    void noBatchReadsMoreThanTheLimitAndTogetherTheyReadAll() {
        KinesaliteStream stream = new KinesaliteStream(server, 4);
        List<String> put = stream.put(0, 500);
        try (Query query = new Query(stream.options("maxRecordsPerTrigger", "90"), checkpoint)) {
            List<List<Read>> batches = query.batches();

            assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSizeBetween(1, 90));
            assertThat(allData(batches)).containsExactlyInAnyOrderElementsOf(put);
        }
    }

    @Test
    void aLimitBelowTheNumberOfShardsReadsThemInTurn() {
        KinesaliteStream stream = new KinesaliteStream(server, 5);
        List<String> put = stream.put(0, 60);
        try (Query query = new Query(stream.options("maxRecordsPerTrigger", "2"), checkpoint)) {
            List<List<Read>> batches = query.batches();

            assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(2));
            assertThat(allData(batches)).containsExactlyInAnyOrderElementsOf(put);
            Set<String> first = batches.subList(0, 5).stream()
                    .flatMap(List::stream)
                    .map(Read::shard)
                    .collect(Collectors.toSet());
            assertThat(first).hasSize(5);
        }
    }

    @Test
    void childrenOfSplitAndMergedShardsAreReadAfterTheirParents() {
        KinesaliteStream stream = new KinesaliteStream(server, 1);
        List<String> put = new ArrayList<>(stream.put(0, 40));
        stream.split(shard(0));
        put.addAll(stream.put(40, 80));
        stream.merge(shard(1), shard(2));
        put.addAll(stream.put(80, 120));
        try (Query query = new Query(stream.options("maxRecordsPerTrigger", "15"), checkpoint)) {
            List<Read> records = query.batches().stream().flatMap(List::stream).toList();

            assertThat(data(records)).containsExactlyInAnyOrderElementsOf(put);
            List<String> generations = records.stream().map(Read::shard).toList();
            assertThat(generations.subList(0, 40)).containsOnly(shard(0));
            assertThat(generations.subList(40, 80)).containsOnly(shard(1), shard(2));
            assertThat(generations.subList(80, 120)).containsOnly(shard(3));
        }
    }

    @Test
    void aStreamThatIsReshardedWhileItIsReadLosesNothing() {
        KinesaliteStream stream = new KinesaliteStream(server, 2);
        Set<String> put = new HashSet<>();
        List<String> read = new ArrayList<>();
        Query query = new Query(stream.options(), checkpoint);
        for (int round = 0; round < 4; round++) {
            put.addAll(stream.put(round * 100, round * 100 + 100));
            read.addAll(data(query.batch()));
            put.addAll(stream.put(1_000 + round * 100, 1_000 + round * 100 + 100));
            stream.split(shard(round));
            put.addAll(stream.put(2_000 + round * 100, 2_000 + round * 100 + 100));
            query = query.restarted();
        }
        try (Query last = query) {
            read.addAll(allData(last.batches()));
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(put);
    }

    @Test
    void aRestartedQueryGivesEachRecordOnce() {
        KinesaliteStream stream = new KinesaliteStream(server, 3);
        List<String> put = new ArrayList<>(stream.put(0, 100));
        Query query = new Query(stream.options(), checkpoint);
        List<String> read = new ArrayList<>(data(query.batch()));
        put.addAll(stream.put(100, 200));

        query = query.restarted();
        read.addAll(allData(query.batches()));
        query = query.restarted();
        read.addAll(allData(query.batches()));
        query.close();

        assertThat(read).containsExactlyInAnyOrderElementsOf(put);
    }

    @Test
    void aBatchThatIsRunAgainGivesTheSameRecordsAlthoughMoreHaveArrived() {
        KinesaliteStream stream = new KinesaliteStream(server, 3);
        stream.put(0, 100);
        Query query = new Query(stream.options(), checkpoint);
        assertThat(query.plan()).isTrue();
        List<Read> first = query.read(Integer.MAX_VALUE);
        List<String> later = stream.put(100, 200);

        query = query.restarted();
        List<Read> again = query.read(Integer.MAX_VALUE);
        query.commit();

        assertThat(again).isEqualTo(first).hasSize(100);
        assertThat(data(query.batch())).containsExactlyInAnyOrderElementsOf(later);
        query.close();
    }

    @Test
    void aBatchThatDiedOnTheWayIsReadWhole() {
        KinesaliteStream stream = new KinesaliteStream(server, 3);
        List<String> put = new ArrayList<>(stream.put(0, 100));
        Query query = new Query(stream.options(), checkpoint);
        assertThat(query.plan()).isTrue();
        assertThat(query.read(5)).hasSize(15);
        put.addAll(stream.put(100, 200));

        query = query.restarted();
        List<String> read = new ArrayList<>(data(query.read(Integer.MAX_VALUE)));
        query.commit();
        read.addAll(allData(query.batches()));
        query.close();

        assertThat(read).containsExactlyInAnyOrderElementsOf(put);
    }

    @Test
    void aBatchWithShardsThatEndIsTheSameWhenItIsRunAgain() {
        KinesaliteStream stream = new KinesaliteStream(server, 1);
        stream.put(0, 50);
        stream.split(shard(0));
        List<String> later = stream.put(50, 100);
        Query query = new Query(stream.options(), checkpoint);
        assertThat(query.plan()).isTrue();
        List<Read> first = query.read(Integer.MAX_VALUE);

        query = query.restarted();
        assertThat(query.read(Integer.MAX_VALUE)).isEqualTo(first).hasSize(50);
        query.commit();
        assertThat(allData(query.batches())).containsExactlyInAnyOrderElementsOf(later);
        query.close();
    }

    @Test
    void latestStartsAtTheEndAndKeepsThatStart() {
        KinesaliteStream stream = new KinesaliteStream(server, 2);
        stream.put(0, 100);
        Query query = new Query(stream.options("startingPosition", "LATEST"), checkpoint);
        assertThat(query.plan()).isFalse();
        List<String> later = stream.put(100, 200);
        assertThat(query.plan()).isTrue();

        query = query.restarted();
        assertThat(data(query.batch())).containsExactlyInAnyOrderElementsOf(later);
        assertThat(query.plan()).isFalse();
        query.close();
    }

    @Test
    void latestReadsTheChildrenOfShardsThatWereOpenFromTheirStart() {
        KinesaliteStream stream = new KinesaliteStream(server, 1);
        stream.put(0, 100);
        stream.split(shard(0));
        stream.put(100, 200);
        try (Query query = new Query(stream.options("startingPosition", "LATEST"), checkpoint)) {
            assertThat(query.plan()).isFalse();
            List<String> later = new ArrayList<>(stream.put(200, 300));
            stream.merge(shard(1), shard(2));
            later.addAll(stream.put(300, 400));

            assertThat(allData(query.batches())).containsExactlyInAnyOrderElementsOf(later);
        }
    }

    @Test
    void aTimestampStartsWithTheRecordsFromThenOn() {
        KinesaliteStream stream = new KinesaliteStream(server, 1);
        List<String> put = stream.put(0, 10);
        Map<String, String> options =
                stream.options("startingPosition", "AT_TIMESTAMP", "startingTimestamp", "2026-01-01T00:00:00Z");
        try (Query query = new Query(options, checkpoint)) {
            assertThat(data(query.batch())).isEqualTo(put);
        }
    }

    @Test
    void availableNowEndsAlthoughRecordsKeepArriving() {
        KinesaliteStream stream = new KinesaliteStream(server, 2);
        List<String> put = stream.put(0, 100);
        Query query = new Query(stream.options("maxRecordsPerTrigger", "30"), checkpoint).availableNow();
        List<String> read = new ArrayList<>();
        int next = 1_000;
        int batches = 0;
        for (List<Read> batch = query.batch(); !batch.isEmpty(); batch = query.batch()) {
            read.addAll(data(batch));
            stream.put(next, next + 30);
            next += 30;
            batches++;
            assertThat(batches).isLessThan(100);
        }

        assertThat(read).containsAll(put).doesNotHaveDuplicates();
        query = query.restarted(Map.of("maxRecordsPerTrigger", "1000000"));
        read.addAll(allData(query.batches()));
        assertThat(read).hasSize(100 + next - 1_000).doesNotHaveDuplicates();
        query.close();
    }

    @Test
    void availableNowReadsChildrenToo() {
        KinesaliteStream stream = new KinesaliteStream(server, 1);
        List<String> put = new ArrayList<>(stream.put(0, 30));
        stream.split(shard(0));
        put.addAll(stream.put(30, 60));
        try (Query query = new Query(stream.options(), checkpoint).availableNow()) {
            assertThat(allData(query.batches())).containsExactlyInAnyOrderElementsOf(put);
        }
    }

    @Test
    void theCheckpointOfAnotherStreamIsRefused() {
        KinesaliteStream stream = new KinesaliteStream(server, 1);
        KinesaliteStream other = new KinesaliteStream(server, 1);
        stream.put(0, 1);
        Query query = new Query(stream.options(), checkpoint);
        query.batch();

        Query mistaken = query.restarted(Map.of("stream", other.name()));
        assertThatThrownBy(mistaken::batch)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(stream.name(), other.name(), "separate checkpoint");
        mistaken.close();
    }

    @Test
    void aStreamThatDoesNotExistIsNamed() {
        KinesaliteStream stream = new KinesaliteStream(server, 1);
        try (Query query = new Query(stream.options("stream", "nobodys"), checkpoint)) {
            assertThatThrownBy(query::plan)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("'nobodys'", "does not exist");
        }
    }

    @Test
    void whatOldBatchesReachedIsForgotten() {
        KinesaliteStream stream = new KinesaliteStream(server, 1);
        try (Query query = new Query(stream.options(), checkpoint)) {
            for (int i = 0; i < 5; i++) {
                stream.put(i, i + 1);
                query.batch();
            }
        }
        assertThat(checkpoint.resolve("reached"))
                .isDirectoryContaining("glob:**/5")
                .isDirectoryNotContaining("glob:**/4");
    }

    @Test
    void theRecordsOfASharedStreamComeWithTheirKeys() {
        KinesaliteStream stream = new KinesaliteStream(server, 1);
        stream.put(7, 8);
        try (Query query = new Query(stream.options(), checkpoint)) {
            assertThat(query.batch())
                    .singleElement()
                    .satisfies(record ->
                            assertThat(Stream.of(record.key(), record.data())).containsExactly("7", "7"));
        }
    }
}
