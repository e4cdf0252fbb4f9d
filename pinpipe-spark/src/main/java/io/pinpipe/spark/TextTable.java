package io.pinpipe.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A text table: the column names, a rule, the rows; numbers aligned right. */
final class TextTable {

    private static final String GAP = "  ";

    private TextTable() {}

    static String of(AnswerRows answer) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(answer.columns());
        answer.rows()
                .forEach(row -> lines.add(
                        row.stream().map(value -> Objects.toString(value, "")).toList()));
        int[] widths = IntStream.range(0, answer.columns().size())
                .map(column -> lines.stream()
                        .mapToInt(line -> length(line.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        lines.add(1, IntStream.of(widths).mapToObj("-"::repeat).toList());
        return lines.stream().map(line -> line(line, widths, answer) + '\n').collect(Collectors.joining());
    }

    private static String line(List<String> cells, int[] widths, AnswerRows answer) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> cell(cells.get(column), widths[column], isNumeric(answer, column)))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String cell(String text, int width, boolean right) {
        String room = " ".repeat(width - length(text));
        return right ? room + text : text + room;
    }

    private static boolean isNumeric(AnswerRows answer, int column) {
        return !answer.rows().isEmpty() && answer.rows().stream().allMatch(row -> row.get(column) instanceof Number);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
