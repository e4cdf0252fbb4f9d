package io.pinpipe.examples.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results of all legs as a text table. */
final class LegTable {

    private static final Map<String, String> HEADINGS = new LinkedHashMap<>();

    static {
        HEADINGS.put("leg", "leg");
        HEADINGS.put("posts", "posts");
        HEADINGS.put("sent", "events sent");
        HEADINGS.put("acknowledged", "acknowledged");
        HEADINGS.put("readBack", "read back");
        HEADINGS.put("lost", "lost");
        HEADINGS.put("duplicated", "duplicated");
        HEADINGS.put("eventsPerSecond", "events/s");
    }

    private LegTable() {}

    static List<String> of(List<LegResult> results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.copyOf(HEADINGS.values()));
        for (LegResult result : results) {
            Map<String, Object> fields = result.fields();
            rows.add(HEADINGS.keySet().stream()
                    .map(field -> String.valueOf(fields.get(field)))
                    .toList());
        }
        int[] widths = new int[HEADINGS.size()];
        rows.forEach(row -> widen(widths, row));
        return rows.stream().map(row -> line(widths, row)).toList();
    }

    private static void widen(int[] widths, List<String> row) {
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(widths[column], row.get(column).length());
        }
    }

    /** The first column aligned left, numbers right. */
    private static String line(int[] widths, List<String> row) {
        return Stream.iterate(0, column -> column + 1)
                .limit(widths.length)
                .map(column -> {
                    String padding = " ".repeat(widths[column] - row.get(column).length());
                    return column == 0 ? row.get(column) + padding : padding + row.get(column);
                })
                .collect(Collectors.joining("  "));
    }
}
