package io.pinpipe.cli;

import io.pinpipe.cli.internal.JsonLine;
import io.pinpipe.replay.ReplayReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A replay's report, as text and as JSON. */
record ReplaySummary(ReplayReport report) {

    /** One line, plus one for each deviation from a perfect run. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("posts " + report.posts() + ", sent " + report.sent() + ", acknowledged " + report.acknowledged()
                + ", failed " + report.failedEvents() + ", " + JsonLine.seconds(report.elapsed()) + " s");
        lines.add(
                report.checkpoint() == null
                        ? "no checkpoint: nothing is done yet"
                        : "checkpoint: everything up to index " + report.checkpoint() + " is done");
        if (!report.failed().isEmpty()) {
            lines.add("failed: " + EmulationSummary.counts(report.failed()) + ", of these dead letters: "
                    + report.deadLettered());
        }
        if (report.maybeStored() > 0) {
            lines.add(EmulationSummary.MAYBE_STORED + report.maybeStored());
        }
        if (report.pending() > 0) {
            lines.add("neither acknowledged nor failed: " + report.pending());
        }
        if (!report.missing().isEmpty()) {
            lines.add("missing rows: " + EmulationSummary.counts(EmulationSummary.byTable(report.missing())));
        }
        if (report.maybeDuplicated() > 0) {
            lines.add(EmulationSummary.MAYBE_DUPLICATED + report.maybeDuplicated());
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
        fields.put("deadLettered", report.deadLettered());
        fields.put("missing", EmulationSummary.byTable(report.missing()));
        fields.put("checkpoint", report.checkpoint());
        fields.put("seconds", JsonLine.seconds(report.elapsed()));
        return fields;
    }
}
