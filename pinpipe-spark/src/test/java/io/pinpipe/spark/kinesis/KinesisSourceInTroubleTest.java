package io.pinpipe.spark.kinesis;

import static io.pinpipe.spark.kinesis.Query.allData;
import static io.pinpipe.spark.kinesis.Query.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;

final class KinesisSourceInTroubleTest {

    private static final long NOW = System.currentTimeMillis();
    private static final long LONG_AGO = NOW - Duration.ofDays(3).toMillis();

    @AutoClose
    private final ScriptedKinesis kinesis = new ScriptedKinesis();

    @TempDir
    private Path checkpoint;

    @Test
    void throttledCallsAreMadeAgain() {
        kinesis.put(1, 51, NOW);
        kinesis.script((action, before) -> switch (action) {
            case "ListShards" -> before < 1 ? "LimitExceededException" : null;
            case "GetRecords" -> before % 2 == 0 ? "ProvisionedThroughputExceededException" : null;
            default -> null;
        });
        try (Query query = new Query(kinesis.options(), checkpoint)) {
            assertThat(data(query.batch())).isEqualTo(numbers(1, 51));
        }
        assertThat(kinesis.calls("ListShards")).hasSizeGreaterThan(1);
    }

    @Test
    void throttlingThatDoesNotEndFailsTheBatchAfterItsAttempts() {
        kinesis.put(1, 51, NOW);
        kinesis.script(
                (action, before) -> action.equals("GetRecords") ? "ProvisionedThroughputExceededException" : null);
        try (Query query = new Query(kinesis.options("maxAttempts", "2"), checkpoint)) {
            assertThatThrownBy(query::batch).isInstanceOf(ProvisionedThroughputExceededException.class);
        }
        assertThat(kinesis.calls("GetRecords")).hasSize(2);
    }

    @Test
    void anExpiredIteratorIsRenewedWhereReadingStood() {
        kinesis.put(1, 51, NOW);
        kinesis.script(
                (action, before) -> action.equals("GetRecords") && before == 4 ? "ExpiredIteratorException" : null);
        try (Query query = new Query(kinesis.options("recordsPerRequest", "10"), checkpoint)) {
            assertThat(data(query.batch())).isEqualTo(numbers(1, 51));
        }
    }

    @Test
    void anIdleShardCostsOneRequestAnInquiry() {
        kinesis.put(1, 51, NOW);
        try (Query query = new Query(kinesis.options(), checkpoint)) {
            query.batches();
            kinesis.forgetCalls();
            query.plan();
            query.plan();
            query.plan();
        }
        assertThat(kinesis.calls("GetRecords")).hasSize(3);
        assertThat(kinesis.calls("GetShardIterator")).isEmpty();
    }

    @Test
    void theEndIsPlannedWithoutReadingWhatIsThere() {
        kinesis.put(1, 5_001, NOW);
        Query query = new Query(kinesis.options("maxRecordsPerTrigger", "1000"), checkpoint);
        query.batch();
        query = query.restarted();
        kinesis.forgetCalls();
        assertThat(query.plan()).isTrue();
        assertThat(kinesis.calls("GetRecords"))
                .allSatisfy(
                        call -> assertThat(call.body().path("Limit").asInt()).isLessThanOrEqualTo(2));
        assertThat(query.read(Integer.MAX_VALUE)).hasSize(1_000);
        assertThat(kinesis.calls("GetShardIterator"))
                .allSatisfy(
                        call -> assertThat(call.body().path("ShardIteratorType").asText())
                                .isEqualTo("AT_SEQUENCE_NUMBER"));
        query.close();
    }

    @Test
    void recordsTrimmedBeforeTheyWereReadFailTheQuery() {
        kinesis.put(1, 11, LONG_AGO);
        Query query = new Query(kinesis.options("maxRecordsPerTrigger", "5"), checkpoint);
        assertThat(data(query.batch())).isEqualTo(numbers(1, 6));
        kinesis.trim(9);

        query = query.restarted(Map.of("maxRecordsPerTrigger", "100"));
        assertThatThrownBy(query::batch)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(ScriptedKinesis.SHARD, "scripted", "retention period", "failOnDataLoss=false");

        query = query.restarted(Map.of("failOnDataLoss", "false"));
        assertThat(allData(query.batches())).isEqualTo(numbers(9, 11));
        query.close();
    }

    @Test
    void aQuietShardWhoseLastRecordIsTrimmedGoesOnWhileItIsWatched() {
        kinesis.put(1, 6, LONG_AGO);
        Query query = new Query(kinesis.options(), checkpoint);
        assertThat(allData(query.batches())).isEqualTo(numbers(1, 6));
        kinesis.trim(6);
        kinesis.put(6, 9, NOW);

        query = query.restarted();
        assertThat(allData(query.batches())).isEqualTo(numbers(6, 9));
        query.close();
    }

    @Test
    void aBatchThatCannotBeRunAgainAsItWasFailsTheQuery() {
        kinesis.put(1, 11, NOW);
        Query query = new Query(kinesis.options(), checkpoint);
        assertThat(query.plan()).isTrue();
        assertThat(query.read(Integer.MAX_VALUE)).hasSize(10);
        kinesis.trim(5);

        Query again = query.restarted();
        assertThatThrownBy(() -> again.read(Integer.MAX_VALUE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("retention period");
        again.close();
    }

    @Test
    void aSequenceNumberThatTheStreamDoesNotKnowFailsTheQuery() {
        kinesis.put(1, 11, NOW);
        Query query = new Query(kinesis.options(), checkpoint);
        query.batches();
        kinesis.script((action, before) -> action.equals("GetShardIterator") ? "InvalidArgumentException" : null);

        Query again = query.restarted();
        assertThatThrownBy(again::batch)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("sequence number 10", "deleted and re-created");
        again.close();
    }

    @Test
    void aShardThatIsGoneFailsTheQueryUnlessConfiguredOtherwise() {
        kinesis.put(1, 11, NOW);
        Query query = new Query(kinesis.options("maxRecordsPerTrigger", "5"), checkpoint);
        query.batch();
        kinesis.script((action, before) -> action.equals("GetRecords") ? "ResourceNotFoundException" : null);

        Query failing = query.restarted();
        assertThatThrownBy(failing::batch).hasMessageContaining("gone before it was read to its end");
        Query bearing = failing.restarted(Map.of("failOnDataLoss", "false"));
        bearing.batch();
        assertThat(bearing.batch()).isEmpty();
        bearing.close();
    }

    @Test
    void latestThatSawNothingStillReadsWhatArrivedWhileTheQueryWasDown() {
        kinesis.put(1, 11, LONG_AGO);
        Query query = new Query(kinesis.options("startingPosition", "LATEST"), checkpoint);
        assertThat(query.plan()).isFalse();
        query = query.restarted();
        kinesis.put(11, 21, System.currentTimeMillis() + 1);

        assertThat(allData(query.batches())).isEqualTo(numbers(11, 21));
        query.close();
    }

    private static List<String> numbers(long from, long to) {
        return LongStream.range(from, to).mapToObj(Long::toString).toList();
    }
}
