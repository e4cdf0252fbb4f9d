package io.pinpipe.spark.dashboard;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One chart with the numbers that it shows. How it is drawn is the page's matter, which knows it by its id.
 *
 * @param id the chart's name in the page's script
 * @param title its heading
 * @param note one sentence: what is counted
 * @param columns what the values of a row are called
 * @param rows texts and numbers
 * @param square whether rows are (first thing, second thing, count), so that a table of them is a square
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

    /** A chart of all rows of a dataset, which is to be small. */
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
