package io.pinpipe.spark.archive;

import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Writes one batch of one partition of a topic. The same records always become the same objects. */
final class ObjectWriter implements ForeachPartitionFunction<Row> {

    private static final long serialVersionUID = 1L;

    /** The columns that {@link #call} expects, in order. */
    static final String[] COLUMNS = {"topic", "partition", "offset", "value"};

    private final String root;
    private final SerializableConfiguration hadoop;
    private final long recordsPerObject;
    private final LongAccumulator records;
    private final LongAccumulator objects;
    private final LongAccumulator wrapped;

    ObjectWriter(
            String root,
            SerializableConfiguration hadoop,
            long recordsPerObject,
            LongAccumulator records,
            LongAccumulator objects,
            LongAccumulator wrapped) {
        this.root = root;
        this.hadoop = hadoop;
        this.recordsPerObject = recordsPerObject;
        this.records = records;
        this.objects = objects;
        this.wrapped = wrapped;
    }

    @Override
    public void call(Iterator<Row> rows) throws IOException {
        ObjectStore store = ObjectStore.open(root, hadoop.value());
        ArchiveObject object = null;
        while (rows.hasNext()) {
            Row row = rows.next();
            String topic = row.getString(0);
            int partition = row.getInt(1);
            long offset = row.getLong(2);
            if (object == null || !object.takes(topic, partition, offset)) {
                write(store, object);
                object = new ArchiveObject(topic, partition, offset, recordsPerObject);
            }
            ArchiveLine line = ArchiveLine.of(row.isNullAt(3) ? null : row.<byte[]>getAs(3));
            object.add(line);
            records.add(1);
            wrapped.add(line.wrapped() ? 1 : 0);
        }
        write(store, object);
    }

    private void write(ObjectStore store, @Nullable ArchiveObject object) throws IOException {
        if (object != null) {
            store.write(object.key(), object.content());
            objects.add(1);
        }
    }
}
