package io.pinpipe.spark.stream;

import io.pinpipe.Kind;
import io.pinpipe.spark.DeltaTables;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** The row counts of a user's tables, and of quarantined records by reason; without zeros. */
final class LakeCounts {

    private LakeCounts() {}

    static Map<String, Long> of(SparkSession spark, Path lake, String userId) {
        DeltaTables tables = DeltaTables.open(spark, lake.toString(), userId);
        Map<String, Long> counts = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            String name = userId + "_" + kind.label();
            if (tables.exists(kind)) {
                counts.put(name + "_table", tables.table(kind).count());
                tables.quarantine(kind)
                        .groupBy("reason")
                        .count()
                        .collectAsList()
                        .forEach(row -> counts.put(name + "_quarantine " + row.getString(0), row.getLong(1)));
            }
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
