package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.User;
import io.pinpipe.json.PostJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
final class DeltaTablesTest {

    private final CleanPosts clean = CleanPosts.of(Kind.USER);
    private SparkSession spark;
    private DeltaTables tables;

    @BeforeEach
    void aLake(SparkSession session, @TempDir Path lake) {
        spark = session;
        tables = DeltaTables.open(session, lake.toString(), "uid");
    }

    @Test
    void aBatchOfAStreamIsTakenOnce() {
        clean.into(users(0, 10), tables, new StreamCommit("a", 0));

        CleanReport again = clean.into(users(0, 20), tables, new StreamCommit("a", 0));

        assertThat(again.added()).containsEntry(Kind.USER, 0L);
        assertThat(tables.table(Kind.USER).count()).isEqualTo(10);
    }

    @Test
    void theNextBatchAndTheSameBatchOfAnotherStreamAreTaken() {
        clean.into(users(0, 10), tables, new StreamCommit("a", 0));
        clean.into(users(0, 15), tables, new StreamCommit("a", 1));
        clean.into(users(0, 20), tables, new StreamCommit("b", 0));

        assertThat(tables.table(Kind.USER).count()).isEqualTo(20);
    }

    @Tag("scale")
    @Test
    void whatAKilledStreamDidNotQuarantineIsQuarantinedWhenItsBatchComesAgain() {
        Dataset<Row> records = users(0, 1).union(records(List.of("\"\"")));
        tables.insert(Kind.USER, clean.rows(records, Kind.USER), new StreamCommit("a", 0));

        clean.into(records, tables, new StreamCommit("a", 0));

        assertThat(tables.quarantine(Kind.USER).count()).isEqualTo(1);
        assertThat(tables.table(Kind.USER).count()).isEqualTo(1);
    }

    @Test
    void writersAtTheSameTimeAddEachRowOnce() {
        tables.create();
        List<CompletableFuture<CleanReport>> writers = IntStream.range(0, 3)
                .mapToObj(writer ->
                        CompletableFuture.supplyAsync(() -> clean.into(users(0, 30 + writer), tables, null)))
                .toList();

        long added = writers.stream()
                .mapToLong(writer -> writer.join().added().get(Kind.USER))
                .sum();

        assertThat(added).isEqualTo(32);
        assertThat(tables.table(Kind.USER).count()).isEqualTo(32);
    }

    @Test
    void aRelativeLakeIsBelowTheFolderWhereTheProgramRuns() {
        assertThat(DeltaTables.open(spark, "lake", "uid").path(Kind.PIN))
                .isEqualTo("file:" + Path.of("lake", "uid_pin_table").toAbsolutePath());
    }

    private Dataset<Row> users(long from, long to) {
        return records(LongStream.range(from, to)
                .mapToObj(index -> new String(
                        PostJson.encode(new User(index, "Ann", "Lee", 20, LocalDateTime.of(2016, 1, 2, 3, 4, 5))),
                        StandardCharsets.UTF_8))
                .toList());
    }

    private Dataset<Row> records(List<String> records) {
        List<Row> rows = IntStream.range(0, records.size())
                .mapToObj(at -> RowFactory.create(
                        "uid.user",
                        "0",
                        Integer.toString(at),
                        null,
                        records.get(at).getBytes(StandardCharsets.UTF_8)))
                .toList();
        return spark.createDataFrame(rows, RawRecords.SCHEMA);
    }
}
