package io.pinpipe.json;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Takes the fields of one post, in order.
 *
 * @param <X> what the sink throws when it cannot write
 */
interface FieldSink<X extends Exception> {

    void integer(WireField field, long value) throws X;

    /** Takes a finite number. */
    void decimal(WireField field, double value) throws X;

    /** Takes a text; refuses one with half a surrogate pair by an {@link InvalidPostException}. */
    void text(WireField field, @Nullable String value) throws X;

    void date(WireField field, LocalDateTime value) throws X;
}
