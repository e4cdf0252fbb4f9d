package io.pinpipe.spark;

import java.util.Objects;

/**
 * Identifies the stream and batch of a write, so that a table receives it once.
 *
 * @param stream a unique name that stays the same when the stream is restarted; Delta's
 *     {@code txnAppId}
 * @param batch the batch number, which increases; Delta's {@code txnVersion}
 */
public record StreamCommit(String stream, long batch) {

    /** Rejects a null stream with a {@link NullPointerException}. */
    public StreamCommit {
        Objects.requireNonNull(stream, "stream");
    }
}
