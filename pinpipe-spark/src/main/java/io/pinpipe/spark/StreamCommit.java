package io.pinpipe.spark;

import java.util.Objects;

/**
 * Which batch of which stream a write belongs to, so that a table takes it once.
 *
 * @param stream a name that no other stream has, and that stays the same when this one is restarted; Delta's
 *     {@code txnAppId}
 * @param batch the batch's number, which grows; Delta's {@code txnVersion}
 */
public record StreamCommit(String stream, long batch) {

    /** Refuses a null stream with a {@link NullPointerException}. */
    public StreamCommit {
        Objects.requireNonNull(stream, "stream");
    }
}
