package io.pinpipe.json;

import io.pinpipe.internal.WireField;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Receives the fields of a post in wire order.
 *
 * @param <X> thrown when the sink cannot write
 */
interface FieldSink<X extends Exception> {

    void integer(WireField field, long value) throws X;

    /** Receives a finite number. */
    void decimal(WireField field, double value) throws X;

    /** Receives a text; throws {@link InvalidPostException} when it contains an unpaired surrogate. */
    void text(WireField field, @Nullable String value) throws X;

    void date(WireField field, LocalDateTime value) throws X;
}
