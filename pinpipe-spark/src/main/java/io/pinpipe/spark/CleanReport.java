package io.pinpipe.spark;

import io.pinpipe.Kind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of cleaning the records of one topic or stream.
 *
 * @param kind the kind of the topic or stream
 * @param records the number of records
 * @param added the number of new rows by kind, now in their tables; kinds that did not occur are absent
 * @param repeated rows of the stream's own kind that were in the table before, or occurred more than once
 * @param quarantined the number of quarantined records by reason
 * @param notes the number of fields changed, by field and rule, duplicate rows included
 */
public record CleanReport(
        Kind kind,
        long records,
        Map<Kind, Long> added,
        long repeated,
        Map<String, Long> quarantined,
        Map<String, Long> notes) {

    /** Copies the maps. */
    public CleanReport {
        added = Collections.unmodifiableMap(new EnumMap<>(added));
        quarantined = Collections.unmodifiableMap(new TreeMap<>(quarantined));
        notes = Collections.unmodifiableMap(new TreeMap<>(notes));
    }

    static CleanReport of(Kind kind, RecordCounts counts, Map<Kind, Long> added) {
        return new CleanReport(
                kind,
                counts.records(),
                added,
                counts.rows(kind) - added.getOrDefault(kind, 0L),
                counts.quarantined(),
                counts.notes());
    }

    /**
     * Returns the report as text.
     *
     * @return lines with a name and a count each, every one ending with a line feed
     */
    public String toTable() {
        StringBuilder table = new StringBuilder();
        line(table, kind.label() + " records", records);
        added.forEach((rowKind, count) -> {
            if (rowKind == kind || count > 0) {
                line(table, "  new " + rowKind.label() + " rows", count);
            }
        });
        line(table, "  repeated rows", repeated);
        line(
                table,
                "  quarantined",
                quarantined.values().stream().mapToLong(Long::longValue).sum());
        quarantined.forEach((reason, count) -> line(table, "    " + reason, count));
        if (!notes.isEmpty()) {
            table.append("  fields changed\n");
            notes.forEach((note, count) -> line(table, "    " + note, count));
        }
        return table.toString();
    }

    private static void line(StringBuilder table, String name, long count) {
        table.append(String.format(Locale.ROOT, "%-36s %,14d\n", name, count));
    }
}
