package io.pinpipe.spark.dashboard;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One chart with its numbers. The page draws it by its id.
 *
 * @param id the chart's name in the page's script
 * @param title its heading
 * @param note one sentence: what is counted
 * @param columns the names of the values in a row
 * @param rows texts and numbers
 * @param square whether rows are (first category, second category, count), so that a table of them is a matrix
 * @param wide whether it takes the whole width of a large screen
 */
record Section(
        String id,
        String title,
        String note,
        List<String> columns,
        List<List<Object>> rows,
        boolean square,
        boolean wide) {

    /** A chart of all rows of a dataset, which must be small. */
    static Section of(String id, String title, String note, List<String> columns, Dataset<Row> figures) {
        return new Section(id, title, note, columns, rows(figures), false, false);
    }

    Section asSquare() {
        return new Section(id, title, note, columns, rows, true, wide);
    }

    Section acrossThePage() {
        return new Section(id, title, note, columns, rows, square, true);
    }

    private static List<List<Object>> rows(Dataset<Row> figures) {
        return figures.collectAsList().stream()
                .map(row -> {
                    List<Object> values = new ArrayList<>();
                    for (int at = 0; at < row.length(); at++) {
                        values.add(row.get(at));
                    }
                    return values;
                })
                .toList();
    }
}
