package io.pinpipe.spark;

import io.pinpipe.Kind;
import io.pinpipe.clean.CoordinateOrder;
import io.pinpipe.clean.GeoCleaner;
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
 * Makes clean rows of the raw records of one topic or stream: the tolerant decoder of {@link io.pinpipe.json} and the
 * cleaners of {@link io.pinpipe.clean}, record by record, in batches and in streams alike.
 *
 * <p>Each record ends as a clean row, in quarantine with a reason, or both: an event of another kind than its stream is
 * for becomes a row of its own kind's table, and stays in quarantine as {@code wrong-kind}, so that the mistake is seen. No
 * record ends as a row of nulls.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class CleanPosts {

    /**
     * The columns of quarantined records: {@code reason} (a {@link io.pinpipe.json.DecodeFailure}'s label, or the field
     * and label of the {@link io.pinpipe.clean.CleaningRule} that dropped the event), {@code detail} (the same for
     * people), {@code raw} (the record's bytes), {@code stream}, {@code partition}, {@code position} and {@code file}
     * (where it stood, as in {@link RawRecords#SCHEMA}).
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
     * Cleaning for the records of a topic or stream.
     *
     * @param kind what the topic or stream is for
     * @return cleaning with {@link GeoCleaner#DEFAULT_COORDINATE_ORDER}
     */
    public static CleanPosts of(Kind kind) {
        return new CleanPosts(Objects.requireNonNull(kind, "kind"), GeoCleaner.DEFAULT_COORDINATE_ORDER);
    }

    /**
     * The same with another order of coordinates. All writers of a table need the same one.
     *
     * @param order which coordinate comes first
     * @return cleaning in that order
     */
    public CleanPosts coordinateOrder(CoordinateOrder order) {
        return new CleanPosts(kind, Objects.requireNonNull(order, "order"));
    }

    /**
     * The clean columns of a kind, in order.
     *
     * @param kind the kind
     * @return what {@link #rows} and the clean table have
     */
    public static StructType schema(Kind kind) {
        return CleanColumns.of(kind);
    }

    /**
     * The clean rows of one kind among the records, repeats included. Lazy, and works on streaming datasets too.
     *
     * @param records raw records in the columns of {@link RawRecords#SCHEMA}
     * @param rowKind which rows: the stream's own kind, or another one that strayed into it
     * @return rows in the columns of {@link #schema}
     */
    public Dataset<Row> rows(Dataset<Row> records, Kind rowKind) {
        return rows(records, rowKind, null);
    }

    /**
     * The records that are not clean rows of this stream's kind, with the reason. Lazy, and works on streaming datasets
     * too.
     *
     * @param records raw records in the columns of {@link RawRecords#SCHEMA}
     * @return rows in the columns of {@link #QUARANTINE_SCHEMA}
     */
    public Dataset<Row> quarantined(Dataset<Row> records) {
        return map(records, QUARANTINE_SCHEMA, null, CleanPosts::quarantineRow);
    }

    /**
     * Cleans records into tables: rows of their kind, quarantine, and rows of other kinds where some strayed into this
     * stream. What the tables have already changes nothing, so that it may be repeated. The records are read up to four
     * times; {@code persist} those that are expensive to read.
     *
     * @param records raw records in the columns of {@link RawRecords#SCHEMA}; not a streaming dataset
     * @param tables where to
     * @param commit which batch of which stream this is; null outside streams
     * @return what was done; the counts of records are zero for a batch that the table has taken before
     */
    public CleanReport into(Dataset<Row> records, DeltaTables tables, @Nullable StreamCommit commit) {
        RecordCounts counts = new RecordCounts();
        records.sparkSession().sparkContext().register(counts);
        Map<Kind, Long> added = new EnumMap<>(Kind.class);
        added.put(kind, tables.insert(kind, rows(records, kind, counts), commit, counts::reset));
        // A batch that the first table had taken before was not read again: what else there is in it is not known.
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

    /** What an outcome is in some table; null when it does not belong there. */
    private interface OutcomeRow extends Serializable {
        @Nullable
        Row of(Outcome outcome, Row record);
    }
}
