package io.pinpipe.examples.demo;

import io.pinpipe.cli.internal.JsonLine;
import io.pinpipe.emulation.Emulation;
import io.pinpipe.examples.demo.ExpectedEvents.Comparison;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of a leg: the publisher's report, and what arrived.
 *
 * @param leg its name
 * @param report the publisher's report
 * @param found what was read back
 */
record LegResult(String leg, Emulation.Report report, Comparison found) {

    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    boolean isGood() {
        return report.acknowledged() == report.sent() && report.missing().isEmpty() && found.isEqual();
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("leg", leg);
        fields.put("posts", report.posts());
        fields.put("sent", report.sent());
        fields.put("acknowledged", report.acknowledged());
        fields.put("failed", report.failedEvents());
        fields.put("readBack", found.readBack());
        fields.put("lost", found.lost());
        fields.put("duplicated", found.duplicated());
        fields.put("eventsPerSecond", eventsPerSecond());
        return fields;
    }

    private BigDecimal eventsPerSecond() {
        long nanos = Math.max(1, report.elapsed().toNanos());
        return JsonLine.tenths(report.acknowledged() * NANOS / nanos);
    }
}
