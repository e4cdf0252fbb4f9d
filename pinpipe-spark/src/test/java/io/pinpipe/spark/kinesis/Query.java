package io.pinpipe.spark.kinesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Calls the source like Spark's query does, one batch at a time, and can stop where Spark can die. */
final class Query implements AutoCloseable {

    private final Map<String, String> options;
    private final Path checkpoint;
    private final KinesisMicroBatchStream stream;
    private @Nullable String committed;
    private @Nullable String planned;

    /** One record as read. */
    record Read(String shard, String sequenceNumber, String key, String data) {}

    Query(Map<String, String> options, Path checkpoint) {
        this.options = options;
        this.checkpoint = checkpoint;
        this.stream = new KinesisMicroBatchStream(
                SourceOptions.of(options),
                checkpoint.toUri().toString(),
                new SerializableConfiguration(new Configuration(false)));
    }

    /** The same query after its process has died, with the contents of its checkpoint and nothing else. */
    Query restarted(Map<String, String> changed) {
        close();
        Map<String, String> now = new HashMap<>(options);
        now.putAll(changed);
        Query next = new Query(now, checkpoint);
        next.committed = committed;
        next.planned = planned;
        return next;
    }

    Query restarted() {
        return restarted(Map.of());
    }

    Query availableNow() {
        stream.prepareForTriggerAvailableNow();
        return this;
    }

    /** Plans, reads and commits a batch, if there is anything to read. */
    List<Read> batch() {
        if (!plan()) {
            return List.of();
        }
        List<Read> records = read(Integer.MAX_VALUE);
        commit();
        return records;
    }

    /** Runs batches until there is nothing to read. */
    List<List<Read>> batches() {
        List<List<Read>> batches = new ArrayList<>();
        while (plan()) {
            batches.add(read(Integer.MAX_VALUE));
            commit();
        }
        return batches;
    }

    /** Plans a batch, unless one was planned before and not committed. */
    boolean plan() {
        if (planned == null) {
            Offset from = committed == null ? stream.initialOffset() : stream.deserializeOffset(committed);
            Offset next = stream.latestOffset(from, stream.getDefaultReadLimit());
            planned = next == null || next.json().equals(committed) ? null : next.json();
        }
        return planned != null;
    }

    /** Reads the planned batch, each shard's part only up to a number of records. */
    List<Read> read(int mostOfEach) {
        Offset from = committed == null ? stream.initialOffset() : stream.deserializeOffset(committed);
        Offset to = stream.deserializeOffset(Objects.requireNonNull(planned, "a batch is planned first"));
        List<Read> records = new ArrayList<>();
        for (InputPartition part : stream.planInputPartitions(from, to)) {
            try (PartitionReader<InternalRow> reader =
                    stream.createReaderFactory().createReader(part)) {
                for (int i = 0; i < mostOfEach && reader.next(); i++) {
                    InternalRow row = reader.get();
                    records.add(new Read(
                            row.getString(3),
                            row.getString(4),
                            row.getString(0),
                            new String(row.getBinary(1), StandardCharsets.UTF_8)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return records;
    }

    void commit() {
        if (planned != null) {
            stream.commit(stream.deserializeOffset(planned));
        }
        committed = planned;
        planned = null;
    }

    @Nullable
    String committed() {
        return committed;
    }

    @Override
    public void close() {
        stream.stop();
    }

    static List<String> data(List<Read> records) {
        return records.stream().map(Read::data).toList();
    }

    static List<String> allData(List<List<Read>> batches) {
        return batches.stream().flatMap(List::stream).map(Read::data).toList();
    }
}
