package io.pinpipe.cli;

import io.pinpipe.Kind;
import io.pinpipe.Run;
import io.pinpipe.cli.internal.JsonLine;
import io.pinpipe.emulation.Emulation;
import io.pinpipe.replay.Replay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report of a replay or an emulation, as text and as JSON. */
record RunSummary(Run.Report report) {

    /** One line, plus one for each deviation from a perfect run. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("posts " + report.posts() + ", sent " + report.sent() + ", acknowledged " + report.acknowledged()
                + ", failed " + report.failedEvents() + ", " + JsonLine.seconds(report.elapsed()) + " s");
        if (report instanceof Replay.Report replay) {
            lines.add(
                    replay.checkpoint() == null
                            ? "no checkpoint: nothing is done yet"
                            : "checkpoint: everything up to index " + replay.checkpoint() + " is done");
        }
        if (!report.failed().isEmpty()) {
            lines.add("failed: " + listed(report.failed())
                    + (report instanceof Replay.Report replay
                            ? ", of these dead letters: " + replay.deadLettered()
                            : ""));
        }
        if (report.maybeStored() > 0) {
            lines.add("failed, but may be stored: " + report.maybeStored());
        }
        if (report.pending() > 0) {
            lines.add("neither acknowledged nor failed: " + report.pending());
        }
        if (report instanceof Emulation.Report emulation && emulation.givenUp()) {
            lines.add("stopped: " + TargetOptions.FAILURES_ALLOWED + " events in a row failed, and none was"
                    + " acknowledged in between; fix the cause, or continue anyway with --keep-going");
        }
        if (!report.missing().isEmpty()) {
            lines.add("missing rows: " + listed(missingByTable()));
        }
        if (report.maybeDuplicated() > 0) {
            lines.add("acknowledged after an attempt without a response, so may be stored twice: "
                    + report.maybeDuplicated());
        }
        if (report instanceof Emulation.Report emulation) {
            emulation.note().ifPresent(lines::add);
        }
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
        if (report instanceof Replay.Report replay) {
            fields.put("deadLettered", replay.deadLettered());
        }
        fields.put("missing", missingByTable());
        if (report instanceof Replay.Report replay) {
            fields.put("checkpoint", replay.checkpoint());
        } else if (report instanceof Emulation.Report emulation) {
            fields.put("givenUp", emulation.givenUp());
        }
        fields.put("seconds", JsonLine.seconds(report.elapsed()));
        return fields;
    }

    private Map<String, Long> missingByTable() {
        Map<String, Long> rows = new LinkedHashMap<>();
        report.missing().forEach((kind, missing) -> rows.put(table(kind), missing));
        return rows;
    }

    private static String table(Kind kind) {
        return switch (kind) {
            case PIN -> "pinterest_data";
            case GEO -> "geolocation_data";
            case USER -> "user_data";
        };
    }

    private static String listed(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
