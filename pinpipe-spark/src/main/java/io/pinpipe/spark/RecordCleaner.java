package io.pinpipe.spark;

import io.pinpipe.Kind;
import io.pinpipe.PostEvent;
import io.pinpipe.clean.CleanEvent;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import io.pinpipe.clean.Cleaned;
import io.pinpipe.clean.Cleaned.Dropped;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.Cleaned.Note;
import io.pinpipe.clean.PostCleaner;
import io.pinpipe.json.Decoded;
import io.pinpipe.json.RecordDecoder;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and cleans the records of a topic or stream. Thread-safe; serialized to Spark's tasks.
 *
 * @param kind the kind of the topic or stream
 * @param order which coordinate comes first
 */
record RecordCleaner(Kind kind, CoordinateOrder order) implements Serializable {

    /**
     * The result for one record.
     *
     * @param row the clean row; null if there is none
     * @param notes what cleaning changed in it
     * @param reason why the record is quarantined; null if it is not. A record may have a row and a reason: an event of
     *     another kind than its stream's
     * @param detail the reason as a sentence
     */
    record Outcome(
            @Nullable CleanEvent row,
            List<Note> notes,
            @Nullable String reason,
            @Nullable String detail) {}

    private static final byte[] NOTHING = {};

    Outcome clean(byte @Nullable [] value) {
        byte[] record = value == null ? NOTHING : value;
        Decoded decoded = RecordDecoder.decode(kind, record);
        if (decoded instanceof Decoded.Event event) {
            return outcome(event.event(), null, null);
        }
        Decoded.Failed failed = (Decoded.Failed) decoded;
        String reason = failed.reason().label();
        if (failed.reason() == Decoded.Failure.WRONG_KIND
                && RecordDecoder.decode(record) instanceof Decoded.Event stray) {
            return outcome(stray.event(), reason, failed.detail());
        }
        return new Outcome(null, List.of(), reason, failed.detail());
    }

    private Outcome outcome(PostEvent event, @Nullable String reason, @Nullable String detail) {
        Cleaned<?> cleaned = new PostCleaner(order).clean(event);
        if (cleaned instanceof Kept<?> kept) {
            return new Outcome(kept.value(), kept.notes(), reason, detail);
        }
        Note note = ((Dropped<?>) cleaned).note();
        return new Outcome(null, List.of(), note.rule().qualifiedLabel(), note.found());
    }
}
