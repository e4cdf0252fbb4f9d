package io.pinpipe.spark;

import io.pinpipe.Kind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What cleaning did to the records of one topic or stream.
 *
 * @param kind what the topic or stream is for
 * @param records how many records there were
 * @param added how many rows were new, and are in their table now, by kind; kinds that did not occur are absent
 * @param repeated how many rows of the stream's own kind were there before, or came more than once
 * @param quarantined how many records are in quarantine, by reason
 * @param notes how many fields each rule changed, by field and rule, repeated rows included
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
     * The report for people.
     *
     * @return a few lines, a name and a count in each, the last one with a line feed too
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
