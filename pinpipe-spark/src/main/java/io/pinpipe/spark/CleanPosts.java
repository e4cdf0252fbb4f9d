package io.pinpipe.spark;

import io.pinpipe.Kind;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import io.pinpipe.clean.PostCleaner;
import io.pinpipe.spark.RecordCleaner.Outcome;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Converts the raw records of a topic or stream to clean rows with the tolerant decoder of {@link io.pinpipe.json} and
 * the cleaners of {@link io.pinpipe.clean}, record by record, for batch and streaming queries.
 *
 * <p>Each record becomes a clean row, a quarantined record with a reason, or both: an event of another kind than its
 * stream's becomes a row of its own kind's table and is also quarantined as {@code wrong-kind}, so that the mistake is
 * seen. No record becomes a row of nulls.
 *
 * <p>Immutable and thread-safe.
 */
public final class CleanPosts {

    /**
     * The columns of quarantined records: {@code reason} (a {@link io.pinpipe.json.Decoded.Failure}'s label, or the field
     * and label of the {@link io.pinpipe.clean.CleaningRule} that dropped the event), {@code detail} (the reason as a
     * sentence), {@code raw} (the record's bytes), {@code stream}, {@code partition}, {@code position} and {@code file}
     * (its position, as in {@link RawRecords#SCHEMA}).
     */
    public static final StructType QUARANTINE_SCHEMA = new StructType()
            .add("reason", DataTypes.StringType)
            .add("detail", DataTypes.StringType)
            .add("raw", DataTypes.BinaryType)
            .add("stream", DataTypes.StringType)
            .add("partition", DataTypes.StringType)
            .add("position", DataTypes.StringType)
            .add("file", DataTypes.StringType);

    private final Kind kind;
    private final CoordinateOrder order;

    private CleanPosts(Kind kind, CoordinateOrder order) {
        this.kind = kind;
        this.order = order;
    }

    /**
     * Returns the cleaning for a topic or stream.
     *
     * @param kind the kind of the topic or stream
     * @return cleaning with {@link PostCleaner#DEFAULT_COORDINATE_ORDER}
     */
    public static CleanPosts of(Kind kind) {
        return new CleanPosts(Objects.requireNonNull(kind, "kind"), PostCleaner.DEFAULT_COORDINATE_ORDER);
    }

    /**
     * Returns the same cleaning with another order of coordinates. All writers of a table need the same one.
     *
     * @param order which coordinate comes first
     * @return the cleaning with that order
     */
    public CleanPosts coordinateOrder(CoordinateOrder order) {
        return new CleanPosts(kind, Objects.requireNonNull(order, "order"));
    }

    /**
     * Returns the clean columns of a kind, in order.
     *
     * @param kind the kind
     * @return the columns of {@link #rows} and of the clean table
     */
    public static StructType schema(Kind kind) {
        return CleanColumns.of(kind);
    }

    /**
     * Returns the clean rows of one kind among the records, duplicates included. Lazy; also works on streaming datasets.
     *
     * @param records raw records in the columns of {@link RawRecords#SCHEMA}
     * @param rowKind the rows' kind: the stream's own, or another one that occurs in it
     * @return rows in the columns of {@link #schema}
     */
    public Dataset<Row> rows(Dataset<Row> records, Kind rowKind) {
        return rows(records, rowKind, null);
    }

    /**
     * Returns the records that are not clean rows of this stream's kind, with the reason. Lazy; also works on streaming
     * datasets.
     *
     * @param records raw records in the columns of {@link RawRecords#SCHEMA}
     * @return rows in the columns of {@link #QUARANTINE_SCHEMA}
     */
    public Dataset<Row> quarantined(Dataset<Row> records) {
        return map(records, QUARANTINE_SCHEMA, null, CleanPosts::quarantineRow);
    }

    /**
     * Cleans records into tables: rows of their kind, quarantined records, and rows of other kinds that occur in this
     * stream. Rows already in the tables are not added again, so it can be repeated. The records are read up to four
     * times; {@code persist} those that are expensive to read.
     *
     * @param records raw records in the columns of {@link RawRecords#SCHEMA}; not a streaming dataset
     * @param tables the tables to write
     * @param commit identifies the stream and batch; null outside streams
     * @return the counts; those of records are zero for a batch that was written before
     */
    public CleanReport into(Dataset<Row> records, DeltaTables tables, @Nullable StreamCommit commit) {
        RecordCounts counts = new RecordCounts();
        records.sparkSession().sparkContext().register(counts);
        Map<Kind, Long> added = new EnumMap<>(Kind.class);
        added.put(kind, tables.insert(kind, rows(records, kind, counts), commit, counts::reset));
        // A batch that the first table already contains was not read again, so its other contents are unknown.
        boolean unknown = counts.isZero();
        if (unknown || !counts.quarantined().isEmpty()) {
            tables.quarantine(kind, quarantined(records), commit);
        }
        for (Kind other : Kind.values()) {
            if (other != kind && (unknown || counts.rows(other) > 0)) {
                added.put(other, tables.insert(other, rows(records, other), commit));
            }
        }
        return CleanReport.of(kind, counts, added);
    }

    private Dataset<Row> rows(Dataset<Row> records, Kind rowKind, @Nullable RecordCounts counts) {
        Dataset<Row> events = map(
                records,
                CleanColumns.ofEvents(rowKind),
                counts,
                (outcome, record) -> outcome.row() != null && outcome.row().kind() == rowKind
                        ? CleanColumns.row(outcome.row())
                        : null);
        return CleanColumns.table(rowKind, events);
    }

    private Dataset<Row> map(
            Dataset<Row> records, StructType schema, @Nullable RecordCounts counts, OutcomeRow outcomeRow) {
        RecordCleaner cleaner = new RecordCleaner(kind, order);
        FlatMapFunction<Row, Row> clean = record -> {
            Outcome outcome = cleaner.clean(record.getAs(RawRecords.VALUE));
            if (counts != null) {
                counts.add(outcome);
            }
            Row row = outcomeRow.of(outcome, record);
            return row == null ? Collections.emptyIterator() : List.of(row).iterator();
        };
        return records.flatMap(clean, Encoders.row(schema));
    }

    private static @Nullable Row quarantineRow(Outcome outcome, Row record) {
        return outcome.reason() == null
                ? null
                : RowFactory.create(
                        outcome.reason(),
                        outcome.detail(),
                        record.getAs(RawRecords.VALUE),
                        record.getAs("stream"),
                        record.getAs("partition"),
                        record.getAs("position"),
                        record.getAs("file"));
    }

    /** The row of an outcome in a table; null if it does not belong there. */
    private interface OutcomeRow extends Serializable {
        @Nullable
        Row of(Outcome outcome, Row record);
    }
}
