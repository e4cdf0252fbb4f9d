package io.pinpipe.examples;

import io.pinpipe.Kind;
import io.pinpipe.source.EmulationReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An emulation's report, for a person and for a program. */
record EmulationSummary(EmulationReport report) {

    /** One line, and one more for each thing that is not as it should be. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("posts " + report.posts() + ", sent " + report.sent() + ", acknowledged " + report.acknowledged()
                + ", failed " + report.failedEvents() + ", " + JsonLine.seconds(report.elapsed()) + " s");
        if (!report.failed().isEmpty()) {
            lines.add("failed: " + counts(report.failed()));
        }
        if (!report.missing().isEmpty()) {
            lines.add("missing rows: " + counts(byTable(report.missing())));
        }
        if (report.maybeDuplicated() > 0) {
            lines.add("acknowledged after an unanswered attempt, so maybe stored twice: " + report.maybeDuplicated());
        }
        report.note().ifPresent(lines::add);
        return lines;
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("posts", report.posts());
        fields.put("sent", report.sent());
        fields.put("acknowledged", report.acknowledged());
        fields.put("failed", report.failed());
        fields.put("missing", byTable(report.missing()));
        fields.put("seconds", JsonLine.seconds(report.elapsed()));
        return fields;
    }

    /** Numbers of rows by the names of their tables. */
    static Map<String, Long> byTable(Map<Kind, Long> rowsByKind) {
        Map<String, Long> byTable = new LinkedHashMap<>();
        rowsByKind.forEach((kind, rows) -> byTable.put(table(kind), rows));
        return byTable;
    }

    private static String table(Kind kind) {
        return switch (kind) {
            case PIN -> "pinterest_data";
            case GEO -> "geolocation_data";
            case USER -> "user_data";
        };
    }

    static String counts(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
