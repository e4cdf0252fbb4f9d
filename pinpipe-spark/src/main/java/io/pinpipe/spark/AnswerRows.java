package io.pinpipe.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A computed answer.
 *
 * @param columns the column names
 * @param rows the rows, each with as many values as there are columns; a value may be null
 */
record AnswerRows(List<String> columns, List<List<@Nullable Object>> rows) {

    /** Computes an answer. */
    static AnswerRows of(Dataset<Row> answer) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Row row : answer.collectAsList()) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int column = 0; column < row.length(); column++) {
                values.add(row.get(column));
            }
            rows.add(values);
        }
        return new AnswerRows(List.of(answer.columns()), rows);
    }
}
