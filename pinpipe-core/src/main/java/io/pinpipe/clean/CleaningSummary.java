package io.pinpipe.clean;

import io.pinpipe.clean.Cleaned.Dropped;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.CleaningRule.Effect;
import io.pinpipe.internal.JsonBytes;
import io.pinpipe.json.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Statistics of a cleaning run: rows read, rows kept, rows dropped by reason, and how often each rule changed a field
 * of a kept row.
 *
 * <p>Not thread-safe: concurrent threads use one each, and {@linkplain #merge merge} them at the end.
 */
public final class CleaningSummary {

    /** The reason that duplicates are counted under: {@value}. */
    public static final String DUPLICATE = "duplicate";

    private static final CleaningRule[] RULES = CleaningRule.values();
    private static final Decoded.Failure[] FAILURES = Decoded.Failure.values();

    private final long[] actions = new long[RULES.length];
    private final long[] failures = new long[FAILURES.length];
    private long kept;
    private long duplicates;

    /** Creates an empty summary. */
    public CleaningSummary() {}

    /**
     * Counts a cleaned row.
     *
     * @param cleaned the result of cleaning it
     */
    public void add(Cleaned<?> cleaned) {
        if (cleaned instanceof Kept<?> row) {
            kept++;
            row.notes().forEach(note -> actions[note.rule().ordinal()]++);
        } else {
            add(((Dropped<?>) cleaned).note().rule());
        }
    }

    /**
     * Counts a row that could not be decoded.
     *
     * @param failure the reason
     */
    public void add(Decoded.Failure failure) {
        failures[failure.ordinal()]++;
    }

    /** Counts a row that was dropped as a duplicate of a kept one. */
    public void addDuplicate() {
        duplicates++;
    }

    /** Counts a row dropped by a rule. */
    void add(CleaningRule dropping) {
        actions[dropping.ordinal()]++;
    }

    /** Counts a kept row, with the {@linkplain CleaningRule#bit() bits} of the rules that applied to it. */
    void addKept(long rules) {
        kept++;
        for (long left = rules; left != 0; left &= left - 1) {
            actions[Long.numberOfTrailingZeros(left)]++;
        }
    }

    /**
     * Adds the counts of another summary.
     *
     * @param other the summary of other rows; not modified
     */
    public void merge(CleaningSummary other) {
        for (int i = 0; i < actions.length; i++) {
            actions[i] += other.actions[i];
        }
        for (int i = 0; i < failures.length; i++) {
            failures[i] += other.failures[i];
        }
        kept += other.kept;
        duplicates += other.duplicates;
    }

    /**
     * Returns the number of rows read.
     *
     * @return kept and dropped rows
     */
    public long rows() {
        return kept + dropped().values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Returns the number of rows kept.
     *
     * @return the number of clean rows
     */
    public long kept() {
        return kept;
    }

    /**
     * Returns the dropped rows by reason: {@value #DUPLICATE}, the label of a {@link Decoded.Failure}, or a rule's field
     * and label separated by a space.
     *
     * @return the reasons that occurred, in a fixed order; a copy
     */
    public Map<String, Long> dropped() {
        Map<String, Long> dropped = new LinkedHashMap<>();
        putUnlessZero(dropped, DUPLICATE, duplicates);
        for (Decoded.Failure failure : FAILURES) {
            putUnlessZero(dropped, failure.label(), failures[failure.ordinal()]);
        }
        for (CleaningRule rule : RULES) {
            if (rule.effect() == Effect.DROPPED) {
                putUnlessZero(dropped, rule.qualifiedLabel(), actions[rule.ordinal()]);
            }
        }
        return dropped;
    }

    /**
     * Returns how often each rule changed a field of a kept row, by the field's name and the rule's label.
     *
     * @return the fields and rules that occurred, in the order of {@link CleaningRule}; a copy
     */
    public Map<String, Map<String, Long>> notes() {
        Map<String, Map<String, Long>> notes = new LinkedHashMap<>();
        for (CleaningRule rule : RULES) {
            long count = actions[rule.ordinal()];
            if (rule.effect() != Effect.DROPPED && count > 0) {
                notes.computeIfAbsent(rule.field(), field -> new LinkedHashMap<>())
                        .put(rule.label(), count);
            }
        }
        return notes;
    }

    /**
     * Formats the summary as JSON.
     *
     * @return one line such as {@code {"rows":3,"kept":2,"dropped":{"duplicate":1},"notes":{"title":{"missing":2}}}}
     */
    public String toJson() {
        JsonBytes json = new JsonBytes(new byte[512]);
        raw(json, "{\"rows\":");
        json.integer(rows());
        raw(json, ",\"kept\":");
        json.integer(kept);
        raw(json, ",\"dropped\":");
        counts(json, dropped());
        raw(json, ",\"notes\":");
        char before = '{';
        for (Map.Entry<String, Map<String, Long>> field : notes().entrySet()) {
            json.put(before);
            before = ',';
            json.text(field.getKey());
            json.put(':');
            counts(json, field.getValue());
        }
        raw(json, before == '{' ? "{}}" : "}}");
        return new String(json.buffer(), 0, json.length(), StandardCharsets.UTF_8);
    }

    /**
     * Formats the summary as a table.
     *
     * @return one line for each count, each ending with a line feed
     */
    public String toTable() {
        StringBuilder table = new StringBuilder();
        line(table, "rows in", rows());
        line(table, "kept", kept);
        line(table, "dropped", rows() - kept);
        dropped().forEach((reason, count) -> line(table, "  " + reason, count));
        Map<String, Map<String, Long>> notes = notes();
        if (!notes.isEmpty()) {
            table.append("fields changed in rows that were kept\n");
        }
        notes.forEach((field, rules) -> rules.forEach((rule, count) -> line(table, "  " + field + ' ' + rule, count)));
        return table.toString();
    }

    @Override
    public String toString() {
        return toJson();
    }

    private static void line(StringBuilder table, String name, long count) {
        table.append(String.format(Locale.ROOT, "%-32s %,14d\n", name, count));
    }

    private static void counts(JsonBytes json, Map<String, Long> counts) {
        char before = '{';
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            json.put(before);
            before = ',';
            json.text(entry.getKey());
            json.put(':');
            json.integer(entry.getValue());
        }
        raw(json, before == '{' ? "{}" : "}");
    }

    private static void raw(JsonBytes json, String ascii) {
        json.raw(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static void putUnlessZero(Map<String, Long> counts, String name, long count) {
        if (count > 0) {
            counts.put(name, count);
        }
    }
}
