package io.pinpipe.spark.kinesis;

import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;

/** A stream as a Spark table, readable in micro-batches only. */
final class KinesisTable implements SupportsRead, ScanBuilder, Scan {

    private final SourceOptions options;

    KinesisTable(SourceOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return options.where();
    }

    @Override
    @SuppressWarnings("deprecation") // the only method of a table that must be written
    public StructType schema() {
        return KinesisSource.schema();
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.MICRO_BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap unused) {
        return this;
    }

    @Override
    public Scan build() {
        return this;
    }

    @Override
    public StructType readSchema() {
        return KinesisSource.schema();
    }

    @Override
    public String description() {
        return name();
    }

    @Override
    public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
        return new KinesisMicroBatchStream(
                options,
                checkpointLocation,
                new SerializableConfiguration(
                        SparkSession.active().sessionState().newHadoopConf()));
    }
}
