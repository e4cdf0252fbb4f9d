package io.pinpipe.cli;

import io.pinpipe.Kind;
import io.pinpipe.cli.internal.JsonLine;
import io.pinpipe.emulation.EmulationReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An emulation's report, as text and as JSON. */
record EmulationSummary(EmulationReport report) {

    /** Precedes a number of events. */
    static final String MAYBE_STORED = "failed, but may be stored: ";

    /** Precedes a number of events. */
    static final String MAYBE_DUPLICATED = "acknowledged after an attempt without a response, so may be stored twice: ";

    /** One line, plus one for each deviation from a perfect run. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("posts " + report.posts() + ", sent " + report.sent() + ", acknowledged " + report.acknowledged()
                + ", failed " + report.failedEvents() + ", " + JsonLine.seconds(report.elapsed()) + " s");
        if (!report.failed().isEmpty()) {
            lines.add("failed: " + counts(report.failed()));
        }
        if (report.maybeStored() > 0) {
            lines.add(MAYBE_STORED + report.maybeStored());
        }
        if (report.pending() > 0) {
            lines.add("neither acknowledged nor failed: " + report.pending());
        }
        if (report.givenUp()) {
            lines.add("stopped: " + TargetOptions.FAILURES_ALLOWED + " events in a row failed, and none was"
                    + " acknowledged in between; fix the cause, or continue anyway with --keep-going");
        }
        if (!report.missing().isEmpty()) {
            lines.add("missing rows: " + counts(byTable(report.missing())));
        }
        if (report.maybeDuplicated() > 0) {
            lines.add(MAYBE_DUPLICATED + report.maybeDuplicated());
        }
        report.note().ifPresent(lines::add);
        return lines;
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("posts", report.posts());
        fields.put("sent", report.sent());
        fields.put("acknowledged", report.acknowledged());
        fields.put("maybeDuplicated", report.maybeDuplicated());
        fields.put("failed", report.failed());
        fields.put("maybeStored", report.maybeStored());
        fields.put("pending", report.pending());
        fields.put("missing", byTable(report.missing()));
        fields.put("givenUp", report.givenUp());
        fields.put("seconds", JsonLine.seconds(report.elapsed()));
        return fields;
    }

    /** Row counts by table name. */
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
