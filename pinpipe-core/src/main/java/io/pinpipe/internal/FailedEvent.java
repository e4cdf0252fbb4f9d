package io.pinpipe.internal;

import io.pinpipe.Kind;
import io.pinpipe.PostEvent;
import io.pinpipe.PublishException;
import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * An event that was not delivered, or a row of which no event could be made.
 *
 * @param event the event, or null when there is none
 * @param maybeStored whether the far side may hold it all the same
 * @param message what went wrong
 */
public record FailedEvent(
        Kind kind,
        long index,
        @Nullable PostEvent event,
        Reason reason,
        boolean maybeStored,
        String message,
        Throwable cause) {

    /** What a publisher's future failed with; anything but a {@link PublishException} tells nothing certain. */
    public static FailedEvent of(PostEvent event, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof PublishException failure) {
            return new FailedEvent(
                    event.kind(),
                    event.index(),
                    event,
                    failure.reason(),
                    failure.maybeStored(),
                    String.valueOf(failure.getMessage()),
                    failure);
        }
        String message = "the publisher failed with " + cause;
        return new FailedEvent(event.kind(), event.index(), event, Reason.PROTOCOL, true, message, cause);
    }

    /** A row that is there and cannot be used. */
    public static FailedEvent row(Kind kind, long index, SourceException row) {
        return new FailedEvent(kind, index, null, row.reason(), false, String.valueOf(row.getMessage()), row);
    }

    /** Such as {@code pin 17}. */
    public String name() {
        return kind.label() + " " + index;
    }

    /** The same, with how many failed as it did. */
    public FailedEvent afterOthers(long failedInARow) {
        String more = message + "; so have " + failedInARow + " events in a row, and none was acknowledged in between";
        return new FailedEvent(kind, index, event, reason, maybeStored, more, cause);
    }

    /** The same, with what went wrong when it was to be kept as a dead letter. */
    public FailedEvent notKept(Throwable thrown) {
        Throwable why = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String more = message + "; nor could it be kept as a dead letter: " + why.getMessage();
        return new FailedEvent(kind, index, event, reason, maybeStored, more, cause);
    }
}
