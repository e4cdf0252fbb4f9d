package io.pinpipe.spark;

import io.pinpipe.Kind;
import io.pinpipe.clean.Cleaned.Note;
import io.pinpipe.spark.RecordCleaner.Outcome;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Counts the results of records while Spark cleans them. A task that runs twice counts twice.
 *
 * <p>Counts are kept under names of the form {@code row pin}, {@code reason empty}, {@code note title missing}.
 */
final class RecordCounts extends AccumulatorV2<Outcome, Map<String, Long>> {

    private static final String RECORDS = "records";
    private static final String ROW = "row ";
    private static final String REASON = "reason ";
    private static final String NOTE = "note ";

    private final Map<String, Long> counts = new TreeMap<>();

    @Override
    public boolean isZero() {
        return counts.isEmpty();
    }

    @Override
    public RecordCounts copy() {
        RecordCounts copy = new RecordCounts();
        copy.counts.putAll(counts);
        return copy;
    }

    @Override
    public void reset() {
        counts.clear();
    }

    @Override
    public void add(Outcome outcome) {
        count(RECORDS, 1);
        if (outcome.row() != null) {
            count(ROW + outcome.row().kind().label(), 1);
        }
        if (outcome.reason() != null) {
            count(REASON + outcome.reason(), 1);
        }
        for (Note note : outcome.notes()) {
            count(NOTE + note.rule().qualifiedLabel(), 1);
        }
    }

    @Override
    public void merge(AccumulatorV2<Outcome, Map<String, Long>> other) {
        other.value().forEach(this::count);
    }

    @Override
    public Map<String, Long> value() {
        return counts;
    }

    long records() {
        return counts.getOrDefault(RECORDS, 0L);
    }

    /** Clean rows of a kind, duplicates included. */
    long rows(Kind kind) {
        return counts.getOrDefault(ROW + kind.label(), 0L);
    }

    /** Quarantined records by reason. */
    Map<String, Long> quarantined() {
        return under(REASON);
    }

    /** How often each rule changed a field, by field name and rule label. */
    Map<String, Long> notes() {
        return under(NOTE);
    }

    private Map<String, Long> under(String prefix) {
        Map<String, Long> found = new TreeMap<>();
        counts.forEach((name, count) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), count);
            }
        });
        return found;
    }

    private void count(String name, long by) {
        counts.merge(name, by, Long::sum);
    }
}
