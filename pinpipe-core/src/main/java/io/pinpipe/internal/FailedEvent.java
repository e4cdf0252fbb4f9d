package io.pinpipe.internal;

import io.pinpipe.Kind;
import io.pinpipe.PostEvent;
import io.pinpipe.PublishException;
import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * An event that was not delivered, or a row that could not be converted to an event.
 *
 * @param event the event, or null when the row could not be converted
 * @param maybeStored whether the service may have stored it anyway
 * @param message the failure
 */
public record FailedEvent(
        Kind kind,
        long index,
        @Nullable PostEvent event,
        Reason reason,
        boolean maybeStored,
        String message,
        Throwable cause) {

    /** Describes the failure of a publisher's future; anything but a {@link PublishException} proves nothing. */
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

    /** Describes an unusable row. */
    public static FailedEvent row(Kind kind, long index, SourceException row) {
        return new FailedEvent(kind, index, null, row.reason(), false, String.valueOf(row.getMessage()), row);
    }

    /** Returns a name such as {@code pin 17}. */
    public String name() {
        return kind.label() + " " + index;
    }

    /** Returns a copy whose message adds how many events failed in a row. */
    public FailedEvent afterOthers(long failedInARow) {
        String more =
                message + "; " + failedInARow + " events in a row have failed without an acknowledgement between them";
        return new FailedEvent(kind, index, event, reason, maybeStored, more, cause);
    }

    /** Returns a copy whose message adds why it could not be kept as a dead letter. */
    public FailedEvent notKept(Throwable thrown) {
        Throwable why = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String more = message + "; it could not be kept as a dead letter either: " + why.getMessage();
        return new FailedEvent(kind, index, event, reason, maybeStored, more, cause);
    }
}
